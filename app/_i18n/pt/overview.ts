import type { Shape } from "../en/shape";
import type { overview as english } from "../en/overview";

export const overview = {
  title: "Visão geral",
} satisfies Shape<typeof english>;

import type { Shape } from "../en/shape";
import type { settings as english } from "../en/settings";

export const settings = {
  title: "Definições",
} satisfies Shape<typeof english>;

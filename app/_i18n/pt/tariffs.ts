import type { Shape } from "../en/shape";
import type { tariffs as english } from "../en/tariffs";

export const tariffs = {
  title: "Tarifários",
} satisfies Shape<typeof english>;

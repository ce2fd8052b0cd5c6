import type { Shape } from "../en/shape";
import type { partners as english } from "../en/partners";

export const partners = {
  title: "Parceiros",
} satisfies Shape<typeof english>;

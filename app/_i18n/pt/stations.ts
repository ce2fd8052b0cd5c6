import type { Shape } from "../en/shape";
import type { stations as english } from "../en/stations";

export const stations = {
  title: "Postos",
} satisfies Shape<typeof english>;

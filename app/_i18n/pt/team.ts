import type { Shape } from "../en/shape";
import type { team as english } from "../en/team";

export const team = {
  title: "Equipa",
} satisfies Shape<typeof english>;

import type { Shape } from "../en/shape";
import type { drivers as english } from "../en/drivers";

export const drivers = {
  title: "Condutores",
} satisfies Shape<typeof english>;

import type { Shape } from "../en/shape";
import type { sessions as english } from "../en/sessions";

export const sessions = {
  title: "Sessões",
} satisfies Shape<typeof english>;

import type { Shape } from "../en/shape";
import type { audit as english } from "../en/audit";

export const audit = {
  title: "Registo de auditoria",
} satisfies Shape<typeof english>;

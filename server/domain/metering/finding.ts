import type { FindingCodeOf, FindingSeverity } from "@/server/domain/finding-registry";

/**
 * A finding about a session's evidence or price. A "hold" stops the bill until a person has
 * decided.
 */
export type Finding = {
  code: FindingCodeOf<"session">;
  severity: FindingSeverity;
  data: Record<string, string>;
};

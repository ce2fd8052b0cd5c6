import type { Fault } from "@/ocpp-gateway/dialect/dialect";

/**
 * Null when Postgres can keep every string of the payload: no NUL and no half of a surrogate pair. Both can only come by an
 * escape, so the text is searched first and hardly any payload is walked.
 */
export function unstorableText(payload: unknown, text: string): Fault | null {
  if (!text.includes("\\u") || isStorable(payload)) return null;
  return { keyword: "format", where: "/", message: "holds a character that is not Unicode text" };
}

function isStorable(value: unknown): boolean {
  if (typeof value === "string") return !value.includes("\0") && !/\p{Surrogate}/u.test(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([name, part]) => isStorable(name) && isStorable(part));
}

import type { SchemaError } from "@/ocpp-gateway/dialect/dialect";

/**
 * Null when Postgres can keep every string of the payload: no NUL and no half of a surrogate pair.
 */
export function unstorable(payload: unknown): SchemaError | null {
  if (isStorable(payload)) return null;
  return { keyword: "format", where: "/", message: "holds a character that is not Unicode text" };
}

/**
 * Null when Postgres can store it. Quick: what it cannot keep can only come by an escape, so the
 * text is searched first and hardly any payload is walked.
 */
export function unstorableText(payload: unknown, text: string): SchemaError | null {
  return text.includes("\\u") ? unstorable(payload) : null;
}

function isStorable(value: unknown): boolean {
  if (typeof value === "string") return !value.includes("\0") && !/\p{Surrogate}/u.test(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([name, part]) => isStorable(name) && isStorable(part));
}

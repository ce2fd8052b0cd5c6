import type { SchemaError } from "@/ocpp-gateway/dialect/dialect";

/**
 * Null when Postgres can keep every string of the payload: no NUL and no half of a surrogate pair.
 */
export function unstorable(payload: unknown): SchemaError | null {
  if (isStorable(payload)) return null;
  return { keyword: "format", where: "/", message: "holds a character that is not Unicode text" };
}

/**
 * Text that Postgres keeps: the picture of a NUL in a NUL's place, a replacement character for half
 * a surrogate pair.
 */
export function toStorableText(text: string): string {
  return text.replaceAll("\0", "\u2400").replaceAll(/\p{Surrogate}/gu, "\ufffd");
}

export function isStorableText(text: string): boolean {
  return !text.includes("\0") && !/\p{Surrogate}/u.test(text);
}

function isStorable(value: unknown): boolean {
  if (typeof value === "string") return isStorableText(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([name, part]) => isStorable(name) && isStorable(part));
}

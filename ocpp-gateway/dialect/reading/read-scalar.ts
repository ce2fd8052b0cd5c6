/** Scalars in another type than their schema's: what they mean, where that is one thing only. */

/** A number, a boolean or the like as the text that it is; null for a list or an object. */
export function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

/** A number, or the text of one. */
export function numberOf(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  const text = typeof value === "string" ? value.trim() : "";
  return NUMBER.test(text) && Number.isFinite(Number(text)) ? Number(text) : null;
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
  ["1", true],
  ["0", false],
]);

export function booleanOf(value: unknown): boolean | null {
  return BOOLEANS.get((textOf(value) ?? "").trim().toLowerCase()) ?? null;
}

/** A field of a payload that nobody has checked, as text: a number too. Null when it is neither. */
export function textIn(payload: unknown, name: string): string | null {
  const value = fieldIn(payload, name);
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
}

/** A field of a payload that nobody has checked. */
export function fieldIn(payload: unknown, name: string): unknown {
  if (typeof payload !== "object" || payload === null) return undefined;
  return new Map(Object.entries(payload)).get(name);
}

/**
 * Postgres array literals for `unnest`: much cheaper than the driver's general serializer, and
 * these columns are known.
 */

/** Numbers, bigints, uuids, booleans: texts that need no quotes. Null stays null. */
export const plainArray = (values: readonly (string | number | bigint | boolean | null)[]): string =>
  `{${values.map((value) => (value === null ? "null" : value)).join(",")}}`;

/** Any text. */
export const textArray = (values: readonly (string | null)[]): string => `{${values.map(quoted).join(",")}}`;

const NEEDS_ESCAPE = /["\\]/;

const quoted = (value: string | null): string =>
  value === null ? "null" : `"${NEEDS_ESCAPE.test(value) ? value.replace(/["\\]/g, "\\$&") : value}"`;

/** Fits Postgres `real`: null for what it would refuse (meters do send 1e99). */
export function fitReal(value: number | null): number | null {
  if (value === null) return null;
  const single = Math.fround(value);
  return Number.isFinite(single) && (single !== 0 || value === 0) ? value : null;
}

/**
 * Long texts as one: spares escaping and unescaping all their quotes. JSON text cannot hold a raw
 * unit separator (RFC 8259 §7); in a rejected frame, which may be anything, its symbol stands for
 * it. The text begins with a separator and is read from its second element: Postgres reads an empty
 * text as no element at all.
 */
export const joinedTexts = (texts: readonly (string | null)[]): string =>
  texts
    .map(
      (text) => SEPARATOR + (text === null ? NULL : text.includes(SEPARATOR) ? text.replaceAll(SEPARATOR, "␟") : text),
    )
    .join("");

const SEPARATOR = "\u001f";
/** Stands for null; no JSON text either. */
const NULL = "\u001e";

const MAX_BIGINT = 9_223_372_036_854_775_807n;

/** Fits Postgres `bigint`. */
export const fitBigint = (value: bigint | null): bigint | null =>
  value !== null && value <= MAX_BIGINT && value >= -MAX_BIGINT ? value : null;

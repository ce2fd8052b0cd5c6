import { rationalFromText, rationalToText } from "@/server/domain/exact";
import type { RatingResult } from "@/server/domain/tariff/rating";

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/**
 * A rating as JSON, without loss: every bigint and fraction is text. The suffix of a name decides
 * how it is read back: `…Minor`, `…Ms`, `…MilliWh` are whole, `…Exact` and `quantity` are
 * fractions.
 */
export function ratingToJson(result: RatingResult): JsonValue {
  return encode(result);
}

/**
 * Reads what `ratingToJson` wrote and the database stored.
 * @throws RangeError on text that is no number where one must be
 */
export function ratingFromJson(json: unknown): RatingResult {
  return decode(json, "") as RatingResult; // the only writer of this column is ratingToJson
}

const WHOLE = /(Minor|Ms|MilliWh)$/;
const FRACTION = /(Exact|^quantity)$/;
const VERBATIM = new Set(["data", "params"]); // texts of findings and reasons, under any name

function encode(value: unknown): JsonValue {
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return value.map(encode);
  if (typeof value === "object" && value !== null) {
    if ("num" in value && "den" in value && typeof value.num === "bigint" && typeof value.den === "bigint") {
      return rationalToText({ num: value.num, den: value.den });
    }
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, encode(inner)]));
  }
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return null;
}

function decode(value: unknown, name: string): unknown {
  if (VERBATIM.has(name)) return value;
  if (Array.isArray(value)) return value.map((inner) => decode(inner, ""));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([inner, content]) => [inner, decode(content, inner)]));
  }
  if (typeof value !== "string") return value;
  if (WHOLE.test(name)) return rationalFromText(value).num;
  return FRACTION.test(name) ? rationalFromText(value) : value;
}

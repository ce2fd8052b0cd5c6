import type { Locale } from "./locale";

const SEPARATORS: Readonly<Record<Locale, { decimal: string; group: string; groupFrom: number }>> = {
  en: { decimal: ".", group: ",", groupFrom: 4 },
  // CLDR pt-PT: four digits stay together, longer numbers are parted by a no-break space.
  pt: { decimal: ",", group: "\u00a0", groupFrom: 5 },
};

export const decimalSeparator = (locale: Locale): string => SEPARATORS[locale].decimal;

/**
 * A decimal string with "." as written in the locale: "1234567.50" → "1,234,567.50" or "1 234
 * 567,50". Exact: no number in between.
 */
export function formatDecimal(text: string, locale: Locale): string {
  const { decimal, group, groupFrom } = SEPARATORS[locale];
  const sign = text.startsWith("-") ? "\u2212" : "";
  const [whole = "0", fraction] = text.replace(/^[-+]/, "").split(".");
  const grouped = whole.length >= groupFrom ? whole.replace(/\B(?=(\d{3})+$)/g, group) : whole;
  return sign + grouped + (fraction === undefined ? "" : decimal + fraction);
}

/**
 * A count or a measured value with a fixed number of digits. Not for money or billed energy: those
 * are exact.
 */
export function formatNumber(value: number | bigint, locale: Locale, digits = 0): string {
  return formatDecimal(typeof value === "bigint" ? value.toString() : value.toFixed(digits), locale);
}

export type DecimalReading = { ok: true; value: string } | { ok: false; why: "not-a-number" | "too-fine" };

/**
 * Reads what a person typed as a decimal string with "." and no grouping: "1 234,5" → "1234.5". A
 * lone comma or point is the decimal separator in either language; with both, the last one is.
 * Keeps every digit; never a float.
 */
export function readDecimal(typed: string, maxFraction: number): DecimalReading {
  const text = typed.replace(/[\s\u00a0\u202f'’]/g, "").replace("\u2212", "-");
  const last = Math.max(text.lastIndexOf(","), text.lastIndexOf("."));
  const whole = last < 0 ? text : text.slice(0, last);
  const fraction = last < 0 ? "" : text.slice(last + 1);
  const ungrouped = whole.replace(/[.,](?=\d{3}(?:\D|$))/g, "");
  if (!/^-?\d*$/.test(ungrouped) || !/^\d*$/.test(fraction) || !/\d/.test(ungrouped + fraction)) {
    return { ok: false, why: "not-a-number" };
  }
  if (fraction.length > maxFraction) return { ok: false, why: "too-fine" };
  const negative = ungrouped.startsWith("-");
  const units = ungrouped.replace("-", "").replace(/^0+(?=\d)/, "") || "0";
  return { ok: true, value: (negative ? "-" : "") + units + (fraction === "" ? "" : `.${fraction}`) };
}

/**
 * A decimal number as canonical text: optional minus, no leading zeros, no trailing fraction zeros,
 * never "-0". Prices, percentages and limits keep this form from the form field to the database and
 * are never a `number`.
 */
export type Decimal = string;

export type DecimalRefusal = "NOT_A_DECIMAL" | "TOO_MANY_FRACTION_DIGITS" | "TOO_LONG";

export type ParsedDecimal = { ok: true; value: Decimal } | { ok: false; reason: DecimalRefusal };

/** Prices carry at most six fraction digits, percentages four (billing rule N1). */
export const PRICE_FRACTION_DIGITS = 6;
export const PERCENT_FRACTION_DIGITS = 4;

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;
const MAX_LENGTH = 30;

/**
 * Reads plain decimal text ("12", "-0.50"). Refuses exponents, commas, signs other than minus, and
 * excess precision.
 */
export function parseDecimal(text: string, maxFractionDigits: number): ParsedDecimal {
  if (text.length > MAX_LENGTH) return { ok: false, reason: "TOO_LONG" };
  const match = DECIMAL.exec(text.trim());
  if (!match) return { ok: false, reason: "NOT_A_DECIMAL" };
  const whole = (match[2] ?? "").replace(/^0+(?=\d)/, "");
  const fraction = (match[3] ?? "").replace(/0+$/, "");
  if (fraction.length > maxFractionDigits) return { ok: false, reason: "TOO_MANY_FRACTION_DIGITS" };
  const digits = fraction === "" ? whole : `${whole}.${fraction}`;
  return { ok: true, value: match[1] === "-" && digits !== "0" ? `-${digits}` : digits };
}

/**
 * Digits of an integer scaled by 10^fractionDigits, as plain decimal text with exactly that many
 * fraction digits.
 */
export function scaledToText(scaled: bigint, fractionDigits: number): string {
  const sign = scaled < 0n ? "-" : "";
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(fractionDigits + 1, "0");
  if (fractionDigits === 0) return sign + digits;
  return `${sign}${digits.slice(0, -fractionDigits)}.${digits.slice(-fractionDigits)}`;
}

/**
 * Plain decimal text formatted for the reader's language. Exact: Intl formats the text, never a
 * float.
 */
export function formatDecimal(text: string, locale: string, options: Intl.NumberFormatOptions): string {
  if (!isNumericText(text)) throw new RangeError(`not a decimal: ${text}`);
  return numberFormat(locale, options).format(text);
}

const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const cached = formats.get(key);
  if (cached) return cached;
  const formatter = new Intl.NumberFormat(locale, options);
  formats.set(key, formatter);
  return formatter;
}

function isNumericText(text: string): text is `${number}` {
  return DECIMAL.test(text);
}

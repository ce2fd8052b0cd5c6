import { formatDuration } from "@/app/_i18n/format-time";
import { LOCALE_TAGS, type Locale } from "@/app/_i18n/locale";
import { formatDecimal } from "@/server/domain/decimal";
import { formatKwh } from "@/server/domain/energy";
import { type Rational, floor, rationalToText, roundHalfUp, toDecimalText } from "@/server/domain/exact";
import { currencyExponent } from "@/server/domain/currency";
import type { RatedDimension } from "@/server/domain/tariff/rating";

const SHOWN_DIGITS = 6;

/**
 * An exact amount in the reader's writing, as many digits as it has, up to six; "…" says that it
 * goes on.
 */
export function exactMoney(amount: Rational, currency: string, locale: Locale): string {
  const least = currencyExponent(currency);
  const text = toDecimalText(amount, SHOWN_DIGITS);
  const written = formatDecimal(text, LOCALE_TAGS[locale], {
    style: "currency",
    currency,
    minimumFractionDigits: least,
    maximumFractionDigits: SHOWN_DIGITS,
  });
  return isFinite6(amount) ? written : `${written}…`;
}

/** The fraction itself, for whoever wants to check. */
export const exactTitle = (amount: Rational): string => rationalToText(amount);

const isFinite6 = ({ den }: Rational): boolean => 10n ** BigInt(SHOWN_DIGITS) % den === 0n;

/** "12.345 kWh", "18 min 20 s", "1". */
export function quantityText({ kind, quantity }: Pick<RatedDimension, "kind" | "quantity">, locale: Locale): string {
  switch (kind) {
    case "ENERGY":
      return formatKwh(roundHalfUp(quantity), LOCALE_TAGS[locale], 3);
    case "TIME":
    case "PARKING":
      return spanText(Number(floor(quantity)) / 1000);
    case "FLAT":
      return "1";
  }
}

/** Below an hour to the second: what is priced by time is shown as finely as a reader can check. */
function spanText(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole >= 3600 || whole % 60 === 0 || whole < 60) return formatDuration(whole);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

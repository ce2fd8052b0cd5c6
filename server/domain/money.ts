import { currencyExponent } from "@/server/domain/currency";
import { type Decimal, type DecimalRefusal, formatDecimal, parseDecimal, scaledToText } from "@/server/domain/decimal";
import { type Rational, add, compare, div, floor, mul, rational, roundHalfUp, sub } from "@/server/domain/exact";

/** An amount on a document: whole minor units (cents, yen, fils) of an ISO 4217 currency. */
export type Money = { minor: bigint; currency: string };

/** @throws RangeError when the currencies differ: adding them is a bug, never a conversion */
export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`cannot add ${b.currency} to ${a.currency}`);
  return { minor: a.minor + b.minor, currency: a.currency };
}

/** "12.50" for { 1250n, EUR }; always all fraction digits of the currency. */
export function moneyToDecimal(money: Money): Decimal {
  return scaledToText(money.minor, currencyExponent(money.currency));
}

/** The amount formatted for the reader's language, "12,50 €". Exact at any size. */
export function formatMoney(money: Money, locale: string): string {
  const digits = currencyExponent(money.currency);
  return formatDecimal(moneyToDecimal(money), locale, {
    style: "currency",
    currency: money.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

export type ParsedMoney = { ok: true; money: Money } | { ok: false; reason: DecimalRefusal };

/** Reads "12.5" as EUR 12.50. Refuses more fraction digits than the currency has. */
export function parseMoney(text: string, currency: string): ParsedMoney {
  const digits = currencyExponent(currency);
  const parsed = parseDecimal(text, digits);
  if (!parsed.ok) return parsed;
  const [whole = "0", fraction = ""] = parsed.value.split(".");
  return { ok: true, money: { minor: BigInt(whole + fraction.padEnd(digits, "0")), currency } };
}

/**
 * Rounds exact amounts to integers that add up to `total`: all are rounded down, then those that
 * lost most are raised one by one. The total may differ a little from their sum, as a rounded total
 * does.
 */
export function roundTogether(total: bigint, amounts: readonly Rational[]): bigint[] {
  const parts = amounts.map(floor);
  const lost = amounts.map((amount, index) => sub(amount, rational(parts[index] ?? 0n)));
  const byLoss = amounts.map((_, index) => index).sort((a, b) => compare(lost[b] ?? ZERO_LOSS, lost[a] ?? ZERO_LOSS));
  let missing = total - parts.reduce((whole, part) => whole + part, 0n);
  if (byLoss.length === 0 && missing !== 0n) throw new RangeError("nothing to apportion the total to");
  const step = missing < 0n ? -1n : 1n;
  if (step < 0n) byLoss.reverse();
  for (let turn = 0; missing !== 0n; turn++, missing -= step) {
    const index = byLoss[turn % byLoss.length] ?? 0;
    parts[index] = (parts[index] ?? 0n) + step;
  }
  return parts;
}

const ZERO_LOSS = rational(0n);

/** Minor units of an exact amount of whole currency units, unrounded. */
export function inMinorUnits(amount: Rational, currency: string): Rational {
  return mul(amount, rational(10n ** BigInt(currencyExponent(currency))));
}

/** Adds VAT to a net amount. */
export function withVat(net: Rational, vatPercent: Rational): Rational {
  return mul(net, vatFactor(vatPercent));
}

/** Takes VAT out of a gross amount. */
export function withoutVat(gross: Rational, vatPercent: Rational): Rational {
  return div(gross, vatFactor(vatPercent));
}

/** VAT on a rounded net amount, in whole minor units. */
export function vatOfNet(netMinor: bigint, vatPercent: Rational): bigint {
  return roundHalfUp(div(mul(rational(netMinor), vatPercent), rational(100n)));
}

/** VAT contained in a rounded gross amount, in whole minor units. */
export function vatOfGross(grossMinor: bigint, vatPercent: Rational): bigint {
  return roundHalfUp(div(mul(rational(grossMinor), vatPercent), add(rational(100n), vatPercent)));
}

function vatFactor(vatPercent: Rational): Rational {
  return add(rational(1n), div(vatPercent, rational(100n)));
}

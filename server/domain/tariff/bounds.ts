import { type Rational, ceil, floor, fromDecimal, least, rational } from "@/server/domain/exact";
import { currencyExponent } from "@/server/domain/currency";
import { inMinorUnits } from "@/server/domain/money";
import type { MoneyLimit, PriceLimit, TariffContent } from "@/server/domain/tariff/tariff";

/** A limit on either side of the bill, in whole currency units; null where there is none. */
export type Bound = { net: Rational | null; gross: Rational | null };

/** The minimum price in payable amounts: a fraction of a cent is rounded up. */
export function floorOf({ currency, minPrice }: Pick<TariffContent, "currency" | "minPrice">): Bound {
  return payable(minPrice, currency, ceil);
}

/** The maximum price in payable amounts: a fraction of a cent is rounded down. */
export function ceilingOf({ currency, maxPrice }: Pick<TariffContent, "currency" | "maxPrice">): Bound {
  return payable(maxPrice, currency, floor);
}

/**
 * Bounds of the rounded totals on each side, in minor units. Where they contradict, the maximum
 * wins.
 */
export type MinorBounds = Record<"net" | "gross", { min: bigint | null; max: bigint | null }>;

export function minorBounds(tariff: TariffContent, limit: MoneyLimit | null): MinorBounds {
  const low = floorOf(tariff);
  const high = ceilingOf(tariff);
  const clamp = limit
    ? ceilingOf({ currency: tariff.currency, maxPrice: priceLimitOf(limit) })
    : { net: null, gross: null };
  const side = (name: "net" | "gross") => ({
    min: minor(low[name], tariff.currency),
    max: minor(lower(high[name], clamp[name]), tariff.currency),
  });
  return { net: side("net"), gross: side("gross") };
}

export function priceLimitOf({ amount, side }: MoneyLimit): PriceLimit {
  return side === "NET" ? { net: amount } : { gross: amount };
}

function payable(limit: PriceLimit | undefined, currency: string, toMinor: (value: Rational) => bigint): Bound {
  const scale = 10n ** BigInt(currencyExponent(currency));
  const side = (amount: string | undefined) =>
    amount === undefined ? null : rational(toMinor(inMinorUnits(fromDecimal(amount), currency)), scale);
  return { net: side(limit?.net), gross: side(limit?.gross) };
}

function minor(bound: Rational | null, currency: string): bigint | null {
  return bound === null ? null : floor(inMinorUnits(bound, currency));
}

function lower(a: Rational | null, b: Rational | null): Rational | null {
  return a !== null && b !== null ? least(a, b) : (a ?? b);
}

import { currencyExponent } from "@/server/domain/currency";

/** Stripe counts these in whole units although ISO 4217 has cents, or the other way round (docs.stripe.com/currencies). */
const STRIPE_EXPONENT: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 };

/** The smallest charge Stripe collects, in minor units; below it a Stripe invoice silently becomes customer balance. */
const SMALLEST_CHARGE: Readonly<Record<string, bigint>> = {
  ...{ AED: 200n, AUD: 50n, BGN: 100n, BRL: 50n, CAD: 50n, CHF: 50n, CZK: 1500n, DKK: 250n, EUR: 50n, GBP: 30n },
  ...{ HKD: 400n, HUF: 17500n, INR: 50n, JPY: 50n, MXN: 1000n, MYR: 200n, NOK: 300n, NZD: 50n, PLN: 200n, RON: 200n },
  ...{ SEK: 300n, SGD: 50n, THB: 1000n, USD: 50n },
};

/**
 * Our minor units as the integer that Stripe expects; null when Stripe cannot say that amount: a fraction where it counts whole
 * units, a third digit that is not zero (BHD, JOD, KWD, OMR, TND), or more than a JavaScript integer holds.
 */
export function toStripeAmount(minor: bigint, currency: string): number | null {
  const ours = currencyExponent(currency);
  const theirs = STRIPE_EXPONENT[currency] ?? ours;
  const divisor = 10n ** BigInt(Math.max(0, ours - theirs));
  if (minor % divisor !== 0n) return null;
  if (theirs === 3 && minor % 10n !== 0n) return null;
  const amount = Number((minor / divisor) * 10n ** BigInt(Math.max(0, theirs - ours)));
  return Number.isSafeInteger(amount) ? amount : null;
}

/** Stripe's integer in our minor units, exact; throws RangeError when ours cannot say it (part of a króna). */
export function fromStripeAmount(amount: number, currency: string): bigint {
  const ours = currencyExponent(currency);
  const theirs = STRIPE_EXPONENT[currency] ?? ours;
  const minor = BigInt(amount) * 10n ** BigInt(Math.max(0, ours - theirs));
  const divisor = 10n ** BigInt(Math.max(0, theirs - ours));
  if (minor % divisor !== 0n) throw new RangeError(`${amount} is no whole amount of ${currency}`);
  return minor / divisor;
}

/** Whether Stripe can collect this amount at all. */
export const isCollectable = (minor: bigint, currency: string): boolean =>
  minor > 0n && minor >= (SMALLEST_CHARGE[currency] ?? 0n) && toStripeAmount(minor, currency) !== null;

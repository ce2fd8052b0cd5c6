import { currencyExponent } from "@/server/domain/currency";

/** Currencies whose digits at Stripe differ from ISO 4217 (docs.stripe.com/currencies). */
const STRIPE_EXPONENT: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 };

/**
 * The smallest charge Stripe collects, in minor units; a Stripe invoice below it silently becomes
 * customer balance.
 */
const SMALLEST_CHARGE: ReadonlyMap<string, bigint> = new Map(
  (
    "AED 200 AUD 50 BGN 100 BRL 50 CAD 50 CHF 50 CZK 1500 DKK 250 EUR 50 GBP 30 HKD 400 HUF 17500 INR 50 JPY 50 " +
    "MXN 1000 MYR 200 NOK 300 NZD 50 PLN 200 RON 200 SEK 300 SGD 50 THB 1000 USD 50"
  )
    .match(/[A-Z]{3} \d+/g)
    ?.map((pair) => [pair.slice(0, 3), BigInt(pair.slice(4))]),
);

/**
 * Our minor units as Stripe's integer; null when Stripe cannot express the amount: a fraction where
 * it counts whole units, a third digit that is not zero (BHD, JOD, KWD, OMR, TND), or more than a
 * JavaScript integer holds.
 */
export function toStripeAmount(minor: bigint, currency: string): number | null {
  const ourExponent = currencyExponent(currency);
  const stripeExponent = STRIPE_EXPONENT[currency] ?? ourExponent;
  const divisor = 10n ** BigInt(Math.max(0, ourExponent - stripeExponent));
  if (minor % divisor !== 0n) return null;
  if (stripeExponent === 3 && minor % 10n !== 0n) return null;
  const amount = Number((minor / divisor) * 10n ** BigInt(Math.max(0, stripeExponent - ourExponent)));
  return Number.isSafeInteger(amount) ? amount : null;
}

/**
 * Stripe's integer in our minor units, exact.
 * @throws RangeError on a fraction of our minor unit (part of a króna)
 */
export function fromStripeAmount(amount: number, currency: string): bigint {
  const ourExponent = currencyExponent(currency);
  const stripeExponent = STRIPE_EXPONENT[currency] ?? ourExponent;
  const minor = BigInt(amount) * 10n ** BigInt(Math.max(0, ourExponent - stripeExponent));
  const divisor = 10n ** BigInt(Math.max(0, stripeExponent - ourExponent));
  if (minor % divisor !== 0n) throw new RangeError(`${amount} is no whole amount of ${currency}`);
  return minor / divisor;
}

/**
 * True when Stripe can collect this amount; `parts` are the amounts of its lines, which Stripe must
 * be able to express too.
 */
export const isCollectable = (minor: bigint, currency: string, parts: readonly bigint[] = []): boolean =>
  minor > 0n &&
  minor >= (SMALLEST_CHARGE.get(currency) ?? 0n) &&
  [minor, ...parts].every((amount) => toStripeAmount(amount, currency) !== null);

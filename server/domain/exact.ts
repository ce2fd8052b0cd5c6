import { type Decimal, scaledToText } from "@/server/domain/decimal";

/** An exact fraction: lowest terms, positive denominator, immutable. */
export type Rational = { readonly num: bigint; readonly den: bigint };

/**
 * The fraction num/den in lowest terms.
 * @throws RangeError on a zero denominator
 */
export function rational(num: bigint, den = 1n): Rational {
  if (den === 0n) throw new RangeError("division by zero");
  if (den === 1n) return { num, den };
  const divisor = gcd(num, den) * (den < 0n ? -1n : 1n);
  return { num: num / divisor, den: den / divisor };
}

export const ZERO: Rational = { num: 0n, den: 1n };
export const ONE: Rational = { num: 1n, den: 1n };

/**
 * Exact value of plain decimal text.
 * @throws RangeError on anything else: `parseDecimal` checks input before
 */
export function fromDecimal(text: Decimal): Rational {
  const match = /^(-?\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) throw new RangeError(`not a decimal: ${text}`);
  const fraction = match[2] ?? "";
  return rational(BigInt(match[1] + fraction), 10n ** BigInt(fraction.length));
}

export function add(a: Rational, b: Rational): Rational {
  if (a.den === b.den) return rational(a.num + b.num, a.den);
  return rational(a.num * b.den + b.num * a.den, a.den * b.den);
}

export function sub(a: Rational, b: Rational): Rational {
  return add(a, negate(b));
}

export function mul(a: Rational, b: Rational): Rational {
  return rational(a.num * b.num, a.den * b.den);
}

export function div(a: Rational, b: Rational): Rational {
  return rational(a.num * b.den, a.den * b.num);
}

export function negate(a: Rational): Rational {
  return { num: -a.num, den: a.den };
}

export function sum(values: Iterable<Rational>): Rational {
  let total = ZERO;
  for (const value of values) total = add(total, value);
  return total;
}

/** Negative when a < b, zero when equal, positive when a > b: fit for `sort`. */
export function compare(a: Rational, b: Rational): -1 | 0 | 1 {
  const difference = a.num * b.den - b.num * a.den;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function equal(a: Rational, b: Rational): boolean {
  return a.num === b.num && a.den === b.den;
}

export function least(a: Rational, b: Rational): Rational {
  return compare(a, b) <= 0 ? a : b;
}

export function isZero(a: Rational): boolean {
  return a.num === 0n;
}

/** The greatest integer not above the value. */
export function floor(a: Rational): bigint {
  const quotient = a.num / a.den;
  return a.num < 0n && quotient * a.den !== a.num ? quotient - 1n : quotient;
}

/** The least integer not below the value. */
export function ceil(a: Rational): bigint {
  return -floor(negate(a));
}

/** Nearest integer, halves away from zero: 2.5 → 3, −2.5 → −3 (billing rule N3). */
export function roundHalfUp(a: Rational): bigint {
  const magnitude = a.num < 0n ? -a.num : a.num;
  const rounded = (2n * magnitude + a.den) / (2n * a.den);
  return a.num < 0n ? -rounded : rounded;
}

/**
 * Decimal text with exactly `fractionDigits` digits, halves away from zero. For display and
 * exports.
 */
export function toDecimalText(a: Rational, fractionDigits: number): string {
  return scaledToText(roundHalfUp(mul(a, rational(10n ** BigInt(fractionDigits)))), fractionDigits);
}

/** Lossless text, "7/3" or "7"; read back by `rationalFromText`. */
export function rationalToText(a: Rational): string {
  return a.den === 1n ? a.num.toString() : `${a.num}/${a.den}`;
}

/** @throws RangeError when the text was not written by `rationalToText` */
export function rationalFromText(text: string): Rational {
  const match = /^(-?\d+)(?:\/(\d+))?$/.exec(text);
  if (!match?.[1]) throw new RangeError(`not a fraction: ${text}`);
  return rational(BigInt(match[1]), BigInt(match[2] ?? "1"));
}

function gcd(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDecimal } from "@/server/domain/decimal";
import {
  add,
  ceil,
  compare,
  div,
  floor,
  fromDecimal,
  isZero,
  mul,
  rational,
  rationalFromText,
  rationalToText,
  roundHalfUp,
  sub,
  toDecimalText,
} from "@/server/domain/exact";

const fractions = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 12n }))
  .map(([num, den]) => rational(num, den));

test("fractions are kept in lowest terms with a positive denominator", () => {
  expect(rational(6n, -4n)).toEqual({ num: -3n, den: 2n });
  expect(() => rational(1n, 0n)).toThrow(RangeError);
});

test("fractions obey the laws of arithmetic, where floats do not", () => {
  expect(add(fromDecimal("0.1"), fromDecimal("0.2"))).toEqual(fromDecimal("0.3"));
  fc.assert(
    fc.property(fractions, fractions, fractions, (a, b, c) => {
      expect(mul(a, add(b, c))).toEqual(add(mul(a, b), mul(a, c)));
      expect(sub(add(a, b), b)).toEqual(a);
      expect(isZero(b) ? a : mul(div(a, b), b)).toEqual(a);
      expect(rationalFromText(rationalToText(a))).toEqual(a);
    }),
  );
});

test.each([
  ["2.5", 3n],
  ["-2.5", -3n],
  ["2.4999", 2n],
  ["-0.5", -1n],
  ["0.49", 0n],
])("fractions round a half away from zero: %s → %s", (text, rounded) =>
  expect(roundHalfUp(fromDecimal(text))).toBe(rounded),
);

test("fractions lie between floor and ceiling", () => {
  fc.assert(
    fc.property(fractions, (a) => {
      expect(compare(rational(floor(a)), a)).toBeLessThanOrEqual(0);
      expect(compare(a, rational(ceil(a)))).toBeLessThanOrEqual(0);
      expect(ceil(a) - floor(a)).toBe(a.den === 1n ? 0n : 1n);
    }),
  );
});

test("fractions are written with as many digits as requested", () => {
  expect(toDecimalText(rational(2n, 3n), 4)).toBe("0.6667");
  expect(toDecimalText(rational(-1n, 200n), 2)).toBe("-0.01");
  expect(toDecimalText(rational(5n, 2n), 0)).toBe("3");
});

test.each([
  ["0.490000", "0.49"],
  ["007", "7"],
  ["-0.00", "0"],
  ["1.0", "1"],
  [" 12.5 ", "12.5"],
])("a decimal from a form is kept canonical: %j as %j", (text, value) =>
  expect(parseDecimal(text, 6)).toEqual({ ok: true, value }),
);

test.each(["", "1e3", "1,5", "+1", ".5", "5.", "NaN", "0x1", "--1"])("a decimal from a form is refused: %j", (text) =>
  expect(parseDecimal(text, 6)).toEqual({ ok: false, reason: "NOT_A_DECIMAL" }),
);

test("a decimal from a form is refused with more digits than a price can have", () => {
  expect(parseDecimal("0.1234567", 6)).toEqual({ ok: false, reason: "TOO_MANY_FRACTION_DIGITS" });
  expect(parseDecimal("0.1234560", 6)).toEqual({ ok: true, value: "0.123456" });
});

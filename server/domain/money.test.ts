import fc from "fast-check";
import { expect, test } from "vitest";
import { currencyExponent } from "@/server/domain/currency";
import { formatKwh, parseEnergy } from "@/server/domain/energy";
import { fromDecimal, rational, sub } from "@/server/domain/exact";
import {
  addMoney,
  formatMoney,
  moneyToDecimal,
  parseMoney,
  roundTogether,
  vatOfGross,
  vatOfNet,
} from "@/server/domain/money";

test("currencies have their ISO 4217 digits", () => {
  expect(["JPY", "EUR", "BHD"].map(currencyExponent)).toEqual([0, 2, 3]);
  expect(() => currencyExponent("EUT")).toThrow(RangeError);
});

test("money amounts are read and written without loss", () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.constantFrom("JPY", "EUR", "BHD"), (minor, currency) => {
      fc.pre(minor.toString().length < 25);
      expect(parseMoney(moneyToDecimal({ minor, currency }), currency)).toEqual({
        ok: true,
        money: { minor, currency },
      });
    }),
  );
});

test("a fraction of the minor unit is refused", () => {
  expect(parseMoney("1.5", "JPY")).toEqual({ ok: false, reason: "TOO_MANY_FRACTION_DIGITS" });
});

test("money is formatted for the reader's language, exact beyond the range of a float", () => {
  expect(formatMoney({ minor: 9_007_199_254_740_993_07n, currency: "EUR" }, "en")).toBe("€9,007,199,254,740,993.07");
  expect(formatMoney({ minor: -5n, currency: "EUR" }, "de")).toBe("-0,05\u00a0€");
  expect(formatMoney({ minor: 1200n, currency: "JPY" }, "en")).toBe("¥1,200");
});

test("amounts of different currencies are not added", () => {
  expect(() => addMoney({ minor: 1n, currency: "EUR" }, { minor: 1n, currency: "SEK" })).toThrow(RangeError);
});

test("VAT is taken out of gross and added to net, rounded once", () => {
  expect(vatOfGross(728n, fromDecimal("19"))).toBe(116n); // 728 × 19/119 = 116.2353
  expect(vatOfNet(333n, fromDecimal("19"))).toBe(63n); // 333 × 0.19 = 63.27
});

test("apportioning gives the odd cent to the part that lost most by rounding", () => {
  const third = rational(100n, 3n);
  expect(roundTogether(100n, [third, third, third])).toEqual([34n, 33n, 33n]);
  expect(roundTogether(10n, [rational(10n, 3n), rational(20n, 3n)])).toEqual([3n, 7n]);
  expect(roundTogether(-100n, [rational(-100n, 3n), rational(-200n, 3n)])).toEqual([-33n, -67n]);
});

test("apportioned parts add up exactly, each within one unit of its share", () => {
  const weights = fc.array(
    fc.integer({ min: 0, max: 10_000 }).map((weight) => rational(BigInt(weight), 7n)),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(weights, (amounts) => {
      const exact = amounts.reduce((sum, amount) => sum + amount.num * (7n / amount.den), 0n);
      const rounded = roundTogether(exact / 7n, amounts);
      expect(rounded.reduce((sum, part) => sum + part, 0n)).toBe(exact / 7n);
      rounded.forEach((part, index) => {
        const { num, den } = sub(rational(part), amounts[index] ?? rational(0n));
        expect((num < 0n ? -num : num) <= den).toBe(true);
      });
    }),
  );
});

test.each([
  ["1234", "Wh", 1_234_000n],
  ["12.3456789", "kWh", 12_345_679n], // 12 345 678.9 rounds up
  [".5", "Wh", 500n],
  ["7.", "kWh", 7_000_000n],
  ["1.5E3", "Wh", 1_500_000n],
  ["25E-1", "Wh", 2_500n],
  [" -1 ", "Wh", -1_000n],
  ["0.0005", "Wh", 1n], // half a milli-watt-hour
] as const)("a charger's meter text is read exactly: %j %s", (text, unit, milliWh) =>
  expect(parseEnergy(text, unit)).toBe(milliWh),
);

test.each(["", ".", "abc", "1,5", "NaN", "1e999", "0x10", "1 2"])(
  "a charger's meter text is unreadable: %j",
  (text) => {
    expect(parseEnergy(text, "Wh")).toBeNull();
  },
);

test("energy is formatted with its unit", () => expect(formatKwh(12_345_600n, "de", 2)).toBe("12,35\u00a0kWh"));

import { expect, test } from "vitest";
import { fromStripeAmount, isCollectable, toStripeAmount } from "./stripe-amount";

test.each([
  ["EUR", 1230n, 1230],
  ["JPY", 500n, 500], // no digits: never ×100
  ["KWD", 12_340n, 12_340], // three digits
  ["ISK", 500n, 50_000], // ISO has none, Stripe wants two
  ["MGA", 1_200n, 12], // ISO has two, Stripe counts whole ariary
  ["EUR", -1230n, -1230],
])("%s %s minor units are Stripe's %s", (currency, minor, stripeAmount) => {
  expect(toStripeAmount(minor, currency)).toBe(stripeAmount);
  expect(fromStripeAmount(stripeAmount, currency)).toBe(minor);
});

test("an amount Stripe cannot express is refused, never rounded", () => {
  expect(toStripeAmount(12_345n, "KWD")).toBeNull(); // the third digit must be zero
  expect(toStripeAmount(1_250n, "MGA")).toBeNull(); // half an ariary
  expect(toStripeAmount(2n ** 60n, "EUR")).toBeNull(); // beyond what a JavaScript integer holds
  expect(() => fromStripeAmount(50_050, "ISK")).toThrow(RangeError);
});

test("amounts below the smallest charge, which become customer balance, are not collected", () => {
  expect(isCollectable(49n, "EUR")).toBe(false);
  expect(isCollectable(50n, "EUR")).toBe(true);
  expect(isCollectable(0n, "TRY")).toBe(false);
});

test("a total is not collected when Stripe cannot express one of its lines", () => {
  expect(isCollectable(12_340n, "KWD", [10_000n, 2_340n])).toBe(true);
  expect(isCollectable(12_340n, "KWD", [10_033n, 2_307n])).toBe(false);
});

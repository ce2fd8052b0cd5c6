import { expect, test } from "vitest";
import { lintTariff } from "@/server/domain/tariff/lint";
import { TariffInput } from "@/server/tariffs/tariff-input";

const component = { kind: "ENERGY", price: "0.490000", per: "KWH", stepSize: 1, vatPercent: "19.0" };
const tariff = (rest: object = {}) => ({
  currency: "EUR",
  anchor: "GROSS",
  elements: [{ components: [component] }],
  idle: { graceSeconds: 0 },
  pausePolicy: "UNBILLED",
  ...rest,
});

test("tariff input makes decimals canonical, so that linter and hash see one spelling", () => {
  const content = TariffInput.parse(tariff());
  expect(content.elements[0]?.components[0]).toMatchObject({ price: "0.49", vatPercent: "19" });
  expect(lintTariff(content)).toEqual([]);
});

test.each([
  [
    "a price with seven digits",
    { elements: [{ components: [{ ...component, price: "0.1234567" }] }] },
    "elements.0.components.0.price",
  ],
  ["a comma", { elements: [{ components: [{ ...component, price: "0,49" }] }] }, "elements.0.components.0.price"],
  [
    "a number where text must be",
    { elements: [{ components: [{ ...component, price: 0.49 }] }] },
    "elements.0.components.0.price",
  ],
  ["a negative cap", { idle: { graceSeconds: 0, capGross: "-1" } }, "idle.capGross"],
  [
    "an hour that does not exist",
    { elements: [{ restrictions: { startTime: "25:00" }, components: [component] }] },
    "elements.0.restrictions.startTime",
  ],
  [
    "a day that does not exist",
    { elements: [{ restrictions: { startDate: "2026-02-30" }, components: [component] }] },
    "elements.0.restrictions.startDate",
  ],
  [
    "no weekday at all",
    { elements: [{ restrictions: { daysOfWeek: [] }, components: [component] }] },
    "elements.0.restrictions.daysOfWeek",
  ],
  ["an unknown currency", { currency: "EUT" }, "currency"],
])("tariff input is refused with its path: %s", (_, rest, path) => {
  const parsed = TariffInput.safeParse(tariff(rest));
  expect(parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join("."))).toContain(path);
});

test("tariff input with unknown keys is refused, so that no price is dropped", () => {
  expect(TariffInput.safeParse(tariff({ discount: "1" })).success).toBe(false);
});

test("tariff input has no limit that nothing enforces", () => {
  const limits = { maxCost: { amount: "30", side: "GROSS" } };
  expect(TariffInput.safeParse(tariff({ defaultLimits: limits })).success).toBe(false);
});

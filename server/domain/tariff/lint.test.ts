import { expect, test } from "vitest";
import { lintTariff, mayPublish } from "@/server/domain/tariff/lint";
import type { PriceComponent, Restrictions, TariffContent } from "@/server/domain/tariff/tariff";
import { canonicalJson } from "@/server/domain/canonical-json";
import { emptyTariff } from "@/server/domain/tariff/tariff";

const ENERGY: PriceComponent = { kind: "ENERGY", price: "0.49", per: "KWH", stepSize: 1, vatPercent: "19" };
const PARKING: PriceComponent = { kind: "PARKING", price: "0.1", per: "MINUTE", stepSize: 1, vatPercent: "19" };
const FLAT: PriceComponent = { kind: "FLAT", price: "1", per: "SESSION", stepSize: 1, vatPercent: "19" };

const tariff = (rest: Partial<TariffContent>): TariffContent => ({ ...emptyTariff("EUR", "GROSS"), ...rest });
const under = (restrictions: Restrictions, ...components: PriceComponent[]) => ({ restrictions, components });
const codes = (content: TariffContent) => lintTariff(content).map(({ code }) => code);

test("the linter finds nothing in a plain tariff", () => {
  expect(codes(tariff({ elements: [{ components: [ENERGY, PARKING] }] }))).toEqual([]);
});

test.each<[string, Partial<TariffContent>, string]>([
  ["no price at all", {}, "NO_PRICES"],
  ["only reservations priced", { elements: [under({ reservation: "RESERVATION" }, FLAT)] }, "NO_PRICES"],
  ["an unknown currency", { currency: "EUT", elements: [{ components: [ENERGY] }] }, "UNKNOWN_CURRENCY"],
  ["a price that is no decimal", { elements: [{ components: [{ ...ENERGY, price: "0,49" }] }] }, "INVALID_DECIMAL"],
  [
    "a rate not in canonical form",
    { elements: [{ components: [{ ...ENERGY, vatPercent: "19.0" }] }] },
    "INVALID_DECIMAL",
  ],
  ["a negative price", { elements: [{ components: [{ ...ENERGY, price: "-1" }] }] }, "NEGATIVE_VALUE"],
  ["energy per hour", { elements: [{ components: [{ ...ENERGY, per: "HOUR" }] }] }, "UNIT_MISMATCH"],
  ["a time that does not exist", { elements: [under({ startTime: "24:00" }, ENERGY)] }, "INVALID_TIME"],
  [
    "energy priced by night only",
    { elements: [under({ startTime: "22:00", endTime: "06:00" }, ENERGY)] },
    "DIMENSION_GAP",
  ],
  ["energy priced on weekdays only", { elements: [under({ daysOfWeek: ["MONDAY"] }, ENERGY)] }, "DIMENSION_GAP"],
  ["energy priced up to 20 kWh only", { elements: [under({ maxKwh: "20" }, ENERGY)] }, "DIMENSION_GAP"],
  ["energy priced from 11 kW on only", { elements: [under({ minPowerKw: "11" }, ENERGY)] }, "DIMENSION_GAP"],
  ["energy priced in the first hour only", { elements: [under({ maxDurationS: 3600 }, ENERGY)] }, "DIMENSION_GAP"],
  [
    "a price nobody can reach",
    { elements: [{ components: [ENERGY] }, under({ maxKwh: "5" }, ENERGY)] },
    "DEAD_COMPONENT",
  ],
  ["a step", { elements: [{ components: [{ ...ENERGY, stepSize: 100 }] }] }, "STEP_SIZE"],
  ["a flat fee without energy", { elements: [{ components: [ENERGY, FLAT] }] }, "FLAT_WITHOUT_WAIVER"],
  ["two rates of VAT", { elements: [{ components: [ENERGY, { ...PARKING, vatPercent: "7" }] }] }, "VAT_DIFFERS"],
  [
    "a minimum above the maximum",
    { minPrice: { gross: "10" }, maxPrice: { gross: "9.99" }, elements: [{ components: [ENERGY] }] },
    "MINIMUM_ABOVE_MAXIMUM",
  ],
  [
    "a minimum above the limit",
    {
      minPrice: { gross: "5" },
      defaultLimits: { maxCost: { amount: "4", side: "GROSS" } },
      elements: [{ components: [ENERGY] }],
    },
    "MINIMUM_ABOVE_LIMIT",
  ],
  [
    "a window over midnight on some days",
    {
      elements: [
        under({ startTime: "22:00", endTime: "06:00", daysOfWeek: ["FRIDAY"] }, ENERGY),
        { components: [ENERGY] },
      ],
    },
    "WRAP_WITH_WEEKDAYS",
  ],
  [
    "a range without inside",
    { elements: [under({ minKwh: "5", maxKwh: "5" }, ENERGY), { components: [ENERGY] }] },
    "EMPTY_RANGE",
  ],
])("the linter finds %s", (_, content, code) => expect(codes(tariff(content))).toEqual([code]));

test("the linter finds no gap between adjacent windows", () => {
  const day = under({ startTime: "06:00", endTime: "22:00" }, ENERGY);
  const night = under({ startTime: "22:00", endTime: "06:00" }, ENERGY);
  expect(codes(tariff({ elements: [day, night] }))).toEqual([]);
});

test("the linter checks few moments where one price always holds", () => {
  const groups = Array.from({ length: 49 }, (_, at) =>
    under(
      {
        startTime: `12:${String(at).padStart(2, "0")}`,
        startDate: `2026-01-${String((at % 28) + 1).padStart(2, "0")}`,
        daysOfWeek: ["MONDAY"],
        minKwh: String(at + 1),
        minPowerKw: String(at + 1),
        minCurrentA: String(at + 1),
        minDurationS: at + 1,
      },
      ENERGY,
    ),
  );
  expect(codes(tariff({ elements: [...groups, { components: [ENERGY] }] }))).toEqual([]);
});

test("the linter reports net prices for consumers", () => {
  const content = tariff({ anchor: "NET", elements: [{ components: [ENERGY] }] });
  expect(lintTariff(content, { audience: "CONSUMER" })).toMatchObject([{ code: "ANCHOR_AUDIENCE", severity: "error" }]);
  expect(lintTariff(content, { audience: "BUSINESS" })).toEqual([]);
});

test("warnings do not block publishing, errors do", () => {
  expect(mayPublish(lintTariff(tariff({ elements: [{ components: [ENERGY, FLAT] }] })))).toBe(true);
  expect(mayPublish(lintTariff(tariff({})))).toBe(false);
});

test("the canonical text of a tariff does not depend on the order of keys, but on the order of elements", () => {
  const a = tariff({ elements: [{ components: [ENERGY] }, { components: [PARKING] }], waiveFlatIfNoEnergy: true });
  const reversed = Object.fromEntries(Object.entries(a).reverse());
  expect(canonicalJson({ ...emptyTariff("SEK", "NET"), ...reversed })).toBe(canonicalJson(a));
  expect(canonicalJson({ ...a, elements: [...a.elements].reverse() })).not.toBe(canonicalJson(a));
});

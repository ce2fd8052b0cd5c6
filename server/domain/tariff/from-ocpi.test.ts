import { expect, test } from "vitest";
import { tariffFromOcpi } from "@/server/domain/tariff/from-ocpi";

const tariff = (rest: object = {}) => ({
  currency: "EUR",
  elements: [{ price_components: [{ type: "ENERGY", price: "0.2500", vat: "10.0", step_size: "1" }] }],
  ...rest,
});
const element = (restrictions: object, component: object = { type: "TIME", price: "2" }) =>
  tariff({ elements: [{ price_components: [component], restrictions }] });

test("an OCPI tariff is read with exact prices in canonical form", () => {
  expect(tariffFromOcpi(tariff({ max_price: { excl_vat: "10.00", incl_vat: "11.00" } }))).toEqual({
    ok: true,
    tariff: {
      currency: "EUR",
      anchor: "NET",
      elements: [{ components: [{ kind: "ENERGY", per: "KWH", price: "0.25", stepSize: 1, vatPercent: "10" }] }],
      maxPrice: { net: "10", gross: "11" },
      idle: { graceSeconds: 0 },
      pausePolicy: "UNBILLED",
    },
  });
});

test("an OCPI tariff has gross prices where they include taxes", () => {
  expect(tariffFromOcpi(tariff({ tax_included: "YES" }))).toMatchObject({ tariff: { anchor: "GROSS" } });
});

test.each([
  [
    "a price that went through a float",
    tariff({ elements: [{ price_components: [{ type: "ENERGY", price: 0.25 }] }] }),
    "elements[0].price_components[0].price",
    "NOT_A_DECIMAL",
  ],
  [
    "a component we do not know",
    element({}, { type: "SURPRISE", price: "1" }),
    "elements[0].price_components[0].type",
    "UNKNOWN_COMPONENT",
  ],
  [
    "a restriction we do not know",
    element({ min_soc: "20" }),
    "elements[0].restrictions.min_soc",
    "UNKNOWN_RESTRICTION",
  ],
  ["a time that does not exist", element({ start_time: "25:00" }), "elements[0].restrictions.start_time", "NOT_A_TIME"],
  ["a currency we do not know", tariff({ currency: "EUT" }), "currency", "UNKNOWN_CURRENCY"],
  ["something else", [], "$", "NOT_AN_OBJECT"],
])("an OCPI tariff is refused with %s", (_, json, path, reason) => {
  expect(tariffFromOcpi(json)).toEqual({ ok: false, path, reason });
});

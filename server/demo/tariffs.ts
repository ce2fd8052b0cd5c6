import type { TariffContent } from "@/server/domain/tariff/tariff";

type DemoTariff = { readonly slug: string; readonly name: string; readonly content: TariffContent };

const PT_VAT = "23";
const DE_VAT = "19";

/**
 * AC at home: cheaper at night, a small fee for blocking the socket after half an hour of grace.
 */
const acTariff = (vatPercent: string, day: string, night: string): TariffContent => ({
  currency: "EUR",
  anchor: "GROSS",
  elements: [
    {
      restrictions: { startTime: "22:00", endTime: "07:00" },
      components: [{ kind: "ENERGY", price: night, per: "KWH", stepSize: 1, vatPercent }],
    },
    {
      components: [
        { kind: "ENERGY", price: day, per: "KWH", stepSize: 1, vatPercent },
        { kind: "PARKING", price: "0.05", per: "MINUTE", stepSize: 1, vatPercent },
      ],
    },
  ],
  idle: { graceSeconds: 1800, capGross: "9" },
  pausePolicy: "UNBILLED",
});

const dcTariff = (vatPercent: string, price: string): TariffContent => ({
  currency: "EUR",
  anchor: "GROSS",
  elements: [
    {
      components: [
        { kind: "ENERGY", price, per: "KWH", stepSize: 1, vatPercent },
        { kind: "FLAT", price: "0.5", per: "SESSION", stepSize: 1, vatPercent },
        { kind: "PARKING", price: "0.3", per: "MINUTE", stepSize: 1, vatPercent },
      ],
    },
  ],
  idle: { graceSeconds: 900, capGross: "18" },
  pausePolicy: "UNBILLED",
  waiveFlatIfNoEnergy: true,
});

/** What EMSPs pay, without tax: their contract is net. */
const roamingTariff = (vatPercent: string, price: string): TariffContent => ({
  currency: "EUR",
  anchor: "NET",
  elements: [
    {
      components: [
        { kind: "ENERGY", price, per: "KWH", stepSize: 1, vatPercent },
        { kind: "TIME", price: "0.6", per: "HOUR", stepSize: 1, vatPercent },
      ],
    },
  ],
  idle: { graceSeconds: 900 },
  pausePolicy: "UNBILLED",
});

export const DEMO_TARIFFS = {
  acPt: { slug: "ac-portugal", name: "AC Portugal", content: acTariff(PT_VAT, "0.45", "0.36") },
  dcPt: { slug: "dc-portugal", name: "DC Portugal", content: dcTariff(PT_VAT, "0.65") },
  acDe: { slug: "ac-deutschland", name: "AC Deutschland", content: acTariff(DE_VAT, "0.52", "0.44") },
  dcDe: { slug: "dc-deutschland", name: "DC Deutschland", content: dcTariff(DE_VAT, "0.69") },
  roamingPt: { slug: "roaming-portugal", name: "Roaming Portugal", content: roamingTariff(PT_VAT, "0.39") },
  roamingDe: { slug: "roaming-deutschland", name: "Roaming Deutschland", content: roamingTariff(DE_VAT, "0.44") },
} as const satisfies Record<string, DemoTariff>;

import { describe, expect, it } from "vitest";
import {
  type SessionLimit,
  coversStart,
  effectiveLimits,
  reachedLimits,
  tariffLimit,
} from "@/server/domain/session/limits";
import { rate } from "@/server/domain/tariff/rate";
import { type TariffContent, emptyTariff } from "@/server/domain/tariff/tariff";

const DRIVER: SessionLimit = { source: "DRIVER", maxCost: { amount: "30", side: "GROSS" }, clampsBilling: false };
const PREAUTH: SessionLimit = { source: "PREAUTH", maxCost: { amount: "50", side: "GROSS" }, clampsBilling: true };
const FLEET: SessionLimit = {
  source: "FLEET_POLICY",
  maxEnergyMilliWh: 20_000_000n,
  maxDurationMs: 3_600_000n,
  clampsBilling: false,
};

const TARIFF: TariffContent = {
  ...emptyTariff("EUR", "GROSS"),
  elements: [
    {
      components: [
        { kind: "ENERGY", price: "0.5", per: "KWH", stepSize: 1, vatPercent: "19" },
        { kind: "FLAT", price: "1", per: "SESSION", stepSize: 1, vatPercent: "19" },
      ],
    },
  ],
  minPrice: { gross: "2" },
  defaultLimits: { maxEnergyKwh: "80.5", maxDurationSeconds: 7200 },
};

describe("the limits of a session", () => {
  it("are the lowest of each kind, and remember who set them", () => {
    expect(effectiveLimits([PREAUTH, FLEET, DRIVER, tariffLimit(TARIFF)])).toEqual({
      maxCostGross: { value: { amount: "30", side: "GROSS" }, source: "DRIVER" },
      maxCostNet: null,
      maxEnergyMilliWh: { value: 20_000_000n, source: "FLEET_POLICY" },
      maxDurationMs: { value: 3_600_000n, source: "FLEET_POLICY" },
      maxSocPercent: null,
      clamp: { amount: "50", side: "GROSS" },
    });
  });

  it("are reached when touched", () => {
    const startMs = 0n;
    const endMs = 3_599_999n;
    const used = (milliWh: bigint) =>
      rate({
        tariff: TARIFF,
        timeZone: "UTC",
        timeline: {
          startMs,
          endMs,
          knots: [
            { atMs: startMs, milliWh: 0n, quality: "BEGIN" },
            { atMs: endMs, milliWh, quality: "END" },
          ],
          states: [{ fromMs: startMs, toMs: endMs, state: "CHARGING" }],
          findings: [],
        },
      }).totals;
    const reached = (milliWh: bigint) => reachedLimits(effectiveLimits([DRIVER, FLEET]), used(milliWh), "EUR");
    expect(reached(19_999_999n)).toEqual([]);
    expect(reached(20_000_000n)).toEqual(["ENERGY"]);
    expect(reached(58_000_000n)).toEqual(["COST", "ENERGY"]); // 58 × 0.50 + 1.00 = 30.00
  });

  it("refuse a start that the money cannot cover", () => {
    expect(coversStart({ amount: "1.99", side: "GROSS" }, TARIFF)).toBe(false); // the minimum price is 2.00
    expect(coversStart({ amount: "2", side: "GROSS" }, TARIFF)).toBe(true);
    expect(coversStart({ amount: "0.99", side: "NET" }, TARIFF)).toBe(false); // the flat fee is 1.00
  });
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { add, compare, fromDecimal, mul, rational, rationalToText, sum, toDecimalText } from "@/server/domain/exact";
import { inMinorUnits } from "@/server/domain/money";
import { rate } from "@/server/domain/tariff/rate";
import { ratingFromJson, ratingToJson } from "@/server/domain/tariff/rating-json";
import type { RatingResult } from "@/server/domain/tariff/rating";
import {
  type PriceComponent,
  type Restrictions,
  type TariffContent,
  type TariffElement,
  emptyTariff,
} from "@/server/domain/tariff/tariff";
import type { SessionState, Timeline } from "@/server/domain/metering/timeline";

const MINUTE = 60_000n;
const KWH = 1_000_000n;
const NOON = BigInt(Date.parse("2026-06-15T10:00:00Z")); // 12:00 in Berlin, a Monday
const BERLIN = "Europe/Berlin";

test("a driver's bill keeps the gross price that was shown and takes VAT out of it once", () => {
  const { totals } = rateIn(gross(energy("0.59")), session([[60n, 12_345_000n, "CHARGING"]]));
  expect(rationalToText(totals.grossExact)).toBe("145671/20000"); // 12.345 kWh × 0.59 = 7.28355
  expect(totals).toMatchObject({ grossMinor: 728n, taxMinor: 116n, netMinor: 612n }); // 7.28 × 19/119 = 1.1624
});

test("a driver's bill rounds the net amount of a contract and adds VAT to it", () => {
  const { totals } = rateIn(net(energy("0.333333")), session([[60n, 10n * KWH, "CHARGING"]]));
  // 3.33333 → 3.33; × 0.19 = 0.6327
  expect(totals).toMatchObject({ netMinor: 333n, taxMinor: 63n, grossMinor: 396n });
});

test("a driver's bill charges idle time only after the grace time and never above its cap", () => {
  const tariff = { ...gross(energy("0.50"), parking("6")), idle: { graceSeconds: 600, capGross: "4" } };
  const idleFor = (minutes: bigint) =>
    rateIn(
      tariff,
      session([
        [60n, 10n * KWH, "CHARGING"],
        [minutes, 0n, "IDLE_EV"],
      ]),
    ).totals.grossMinor;
  expect(idleFor(10n)).toBe(500n); // 10 × 0.50, all idle time within grace
  expect(idleFor(30n)).toBe(700n); // + 20 min × 6.00/h
  expect(idleFor(300n)).toBe(900n); // + 29.00, capped at 4.00
});

test("an idle cap with part of a cent is rounded down to the cent", () => {
  const tariff = { ...gross(parking("6")), idle: { graceSeconds: 0, capGross: "4.009" } };
  expect(rateIn(tariff, session([[60n, 0n, "IDLE_EV"]])).totals.grossMinor).toBe(400n); // 6.00, capped at 4.009
});

test("a driver's bill gives each idle period its own grace time", () => {
  const tariff = { ...gross(parking("6")), idle: { graceSeconds: 600 } };
  const timeline = session([
    [10n, 0n, "IDLE_EV"],
    [5n, 0n, "CHARGING"],
    [15n, 0n, "IDLE_EV"],
  ]);
  expect(rateIn(tariff, timeline).totals.grossMinor).toBe(50n); // 0 + 5 min × 6.00/h
});

test.each([
  ["UNBILLED", 0n],
  ["AS_TIME", 300n], // 60 min × 3.00/h
  ["AS_PARKING", 600n], // 60 min × 6.00/h
] as const)("a driver's bill charges a pause by the station: %s", (pausePolicy, grossMinor) => {
  const tariff = { ...gross(time("3"), parking("6")), pausePolicy };
  expect(rateIn(tariff, session([[60n, 0n, "PAUSED_EVSE"]])).totals.grossMinor).toBe(grossMinor);
});

test("a driver's bill charges no time in an unknown state", () => {
  expect(rateIn(gross(time("3"), parking("6")), session([[60n, 0n, "UNKNOWN"]])).totals.grossMinor).toBe(0n);
});

test("a driver's bill waives the flat fee when no energy flowed", () => {
  const tariff = { ...gross(flat("1"), energy("0.50")), waiveFlatIfNoEnergy: true };
  const empty = rateIn(tariff, session([[1n, 0n, "CHARGING"]]));
  expect(empty.totals.grossMinor).toBe(0n);
  expect(empty.periods[0]?.unpriced).toEqual([{ kind: "FLAT", because: { code: "NO_ENERGY", params: {} } }]);
  expect(rateIn(tariff, session([[1n, KWH, "CHARGING"]])).totals.grossMinor).toBe(150n); // 1.00 + 0.50
});

test("a driver's bill charges the flat fee of a session without length", () => {
  expect(rateIn(gross(flat("1")), session([[0n, 0n, "CHARGING"]])).totals.grossMinor).toBe(100n);
});

test("a driver's bill never lets the payable amount pass the limit", () => {
  const timeline = session([[60n, 40n * KWH, "CHARGING"]]);
  const { totals, adjustments } = rate({
    tariff: gross(energy("0.59")),
    timeZone: BERLIN,
    timeline,
    limit: { amount: "20.00", side: "GROSS" },
  });
  expect(totals.grossMinor).toBe(2000n); // 40 × 0.59 = 23.60
  expect(adjustments.map(({ kind, grossExact }) => [kind, rationalToText(grossExact)])).toEqual([
    ["LIMIT_WRITEOFF", "-18/5"],
  ]);
});

test("a bound on one side leaves the tax at its rate", () => {
  const maxPrice = { net: "10", gross: "20" };
  const { totals } = rateIn({ ...net(energy("1")), maxPrice }, session([[60n, 12n * KWH, "CHARGING"]]));
  expect(totals).toMatchObject({ netMinor: 1000n, taxMinor: 190n, grossMinor: 1190n }); // 12.00 → 10.00; × 0.19
});

test("bounds hold on both sides even where no tax rate relates them", () => {
  const maxPrice = { net: "10", gross: "11" };
  const { totals } = rateIn({ ...net(energy("1")), maxPrice }, session([[60n, 12n * KWH, "CHARGING"]]));
  expect(totals).toMatchObject({ netMinor: 1000n, taxMinor: 100n, grossMinor: 1100n });
});

test("a missing price raises a finding instead of charging nothing silently", () => {
  const nightOnly = { restrictions: { startTime: "22:00", endTime: "06:00" }, components: [energy("0.30")] };
  const gap = rateIn({ ...gross(), elements: [nightOnly] }, session([[60n, KWH, "CHARGING"]]));
  expect(gap.findings.map(({ code }) => code)).toEqual(["NO_COMPONENT"]);
  expect(rateIn(gross(), session([[60n, KWH, "CHARGING"]])).findings).toMatchObject([
    { code: "EMPTY_TARIFF", severity: "hold" },
  ]);
});

test("a driver's bill cuts energy at a kilowatt-hour threshold exactly", () => {
  const tariff = {
    ...gross(),
    elements: [{ restrictions: { maxKwh: "10" }, components: [energy("0.40")] }, { components: [energy("0.60")] }],
  };
  const { totals, periods } = rateIn(tariff, session([[70n, 30n * KWH, "CHARGING"]]));
  expect(totals.grossMinor).toBe(1600n); // 10 × 0.40 + 20 × 0.60
  expect(periods.map(({ energyMilliWh }) => energyMilliWh)).toEqual([10n * KWH, 20n * KWH]);
});

test("a driver's bill explains each price by the restriction that matched", () => {
  const peak = { restrictions: { startTime: "12:30", endTime: "13:00" }, components: [energy("0.70")] };
  const tariff = { ...gross(), elements: [peak, { components: [energy("0.50")] }] };
  const { periods } = rateIn(tariff, session([[60n, 2n * KWH, "CHARGING"]]));
  expect(periods.flatMap(({ dims }) => dims.map(({ because }) => because))).toEqual([
    { code: "ALWAYS", params: {} },
    { code: "RESTRICTED", params: { startTime: "12:30", endTime: "13:00" } },
  ]);
});

const step = (price: string, stepSize: number) => ({ ...time(price), stepSize });

test("steps of imported tariffs let the running cost fall, so new tariffs have none", () => {
  const tariff = {
    ...gross(),
    elements: [{ restrictions: { endTime: "17:00" }, components: [step("3", 1800)] }, { components: [step("3", 900)] }],
  };
  const startMs = BigInt(Date.parse("2026-06-15T14:58:00Z")); // 16:58 in Berlin
  const costAfter = (minutes: bigint) =>
    rateIn(tariff, session([[minutes, 0n, "CHARGING"]], startMs)).totals.grossMinor;
  // 30 min, 30 min, 15 min × 3.00/h
  expect([costAfter(1n), costAfter(2n), costAfter(3n)]).toEqual([150n, 150n, 75n]);
});

test("steps of imported tariffs are a row of their own", () => {
  const { adjustments } = rateIn(gross(step("6", 600)), session([[21n, 0n, "CHARGING"]]));
  // 9 min × 6.00/h
  expect(adjustments).toMatchObject([{ kind: "STEP", component: "TIME", grossExact: fromDecimal("0.9") }]);
});

const window = { restrictions: { startTime: "01:00", endTime: "03:00" }, components: [time("60")] };
const billedHours = (day: string) => {
  const startMs = BigInt(Date.parse(`${day}T22:00:00Z`));
  const timeline = session([[8n * 60n, 0n, "CHARGING"]], startMs);
  return rateIn({ ...gross(), elements: [window] }, timeline).totals.grossMinor / 6000n;
};
test("a window 01:00–03:00 in Berlin lasts one hour in the spring night of the clock change", () =>
  expect(billedHours("2026-03-28")).toBe(1n)); // 01:00–02:00, then it is 03:00
test("a window 01:00–03:00 in Berlin lasts three hours in the autumn night of the clock change", () =>
  expect(billedHours("2026-10-24")).toBe(3n)); // 02:00–03:00 twice
test("a window 01:00–03:00 in Berlin lasts two hours on any other night", () =>
  expect(billedHours("2026-06-15")).toBe(2n));

test("for any rating rows add up to the exact total, components and tax groups to the rounded one", () => {
  fc.assert(
    fc.property(tariffs(), timelines(), (tariff, timeline) => {
      const result = rateIn(tariff, timeline);
      const { totals, adjustments, periods, components, taxGroups } = result;
      const exactSide = tariff.anchor === "NET" ? "netExact" : "grossExact";
      const costs = sum(periods.flatMap(({ dims }) => dims.map(({ costExact }) => costExact)));
      expect(add(costs, sum(adjustments.map((row) => row[exactSide])))).toEqual(totals[exactSide]);
      for (const rows of [components, taxGroups]) {
        expect(rows.reduce((total, { netMinor }) => total + netMinor, 0n)).toBe(totals.netMinor);
        expect(rows.reduce((total, { taxMinor }) => total + taxMinor, 0n)).toBe(totals.taxMinor);
        expect(rows.reduce((total, { grossMinor }) => total + grossMinor, 0n)).toBe(totals.grossMinor);
      }
      expect(totals.taxMinor).toBe(totals.grossMinor - totals.netMinor);
      expect(periods.reduce((total, { energyMilliWh }) => total + energyMilliWh, 0n)).toBe(totals.energyMilliWh);
    }),
  );
});

test("for any rating readings on the straight line between two readings change nothing", () => {
  fc.assert(
    fc.property(tariffs(), timelines(), (tariff, timeline) => {
      expect(rateIn(tariff, withMidpoints(timeline))).toEqual(rateIn(tariff, timeline));
    }),
  );
});

test("for any rating the cost never falls while time passes and energy flows", () => {
  fc.assert(
    fc.property(tariffs(), timelines(), (tariff, timeline) => {
      const side = tariff.anchor === "NET" ? "netExact" : "grossExact";
      const costs = prefixes(timeline).map((prefix) => rateIn(tariff, prefix).totals[side]);
      costs.reduce((before, after) => {
        expect(compare(after, before)).toBeGreaterThanOrEqual(0);
        return after;
      });
    }),
  );
});

test("for any rating minimum ≤ total ≤ maximum on both sides, and payable ≤ limit", () => {
  const sides = ["net", "gross"] as const;
  fc.assert(
    fc.property(tariffs(), timelines(), limits(), (tariff, timeline, { minPrice, maxPrice, limit }) => {
      const bounded = rate({ tariff: { ...tariff, minPrice, maxPrice }, timeZone: BERLIN, timeline });
      for (const side of sides) {
        const total = bounded.totals[`${side}Minor`];
        expect(total).toBeGreaterThanOrEqual(cents(minPrice[side]));
        expect(total).toBeLessThanOrEqual(cents(maxPrice[side]));
      }
      const clamped = rate({ tariff, timeZone: BERLIN, timeline, limit: { amount: limit, side: "GROSS" } });
      expect(clamped.totals.grossMinor).toBeLessThanOrEqual(cents(limit));
    }),
  );
});

test("for any rating a single bound holds too, for net and for gross prices", () => {
  fc.assert(
    fc.property(
      tariffs(),
      timelines(),
      fc.integer({ min: 1, max: 2000 }),
      fc.constantFrom("net", "gross"),
      (tariff, timeline, bound, side) => {
        const price = { [side]: (bound / 100).toFixed(2) };
        const capped = rateIn({ ...tariff, maxPrice: price }, timeline).totals[`${side}Minor`];
        const raised = rateIn({ ...tariff, minPrice: price }, timeline).totals[`${side}Minor`];
        expect(capped).toBeLessThanOrEqual(BigInt(bound));
        expect(raised).toBeGreaterThanOrEqual(BigInt(bound));
      },
    ),
  );
});

test("any rating is stored as JSON without loss", () => {
  fc.assert(
    fc.property(tariffs(), timelines(), (tariff, timeline) => {
      const result = rateIn(tariff, timeline);
      expect(ratingFromJson(JSON.parse(JSON.stringify(ratingToJson(result))))).toEqual(result);
    }),
  );
});

test("for any rating the same session a week later costs the same, unless the clock changes", () => {
  fc.assert(
    fc.property(tariffs(), timelines(), (tariff, timeline) => {
      const { totals } = rateIn(tariff, timeline);
      expect(rateIn(tariff, shifted(timeline, 7n * 24n * 60n * MINUTE)).totals).toEqual(totals);
    }),
  );
});

test("for any rating scaling every price scales the exact total", () => {
  fc.assert(
    fc.property(tariffs(), timelines(), (tariff, timeline) => {
      const scaled = { ...tariff, elements: tariff.elements.map(atHundredfold) };
      const total = rateIn(tariff, timeline).totals.netExact;
      expect(rateIn(scaled, timeline).totals.netExact).toEqual(mul(total, rational(100n)));
    }),
  );
});

type SpanInput = readonly [minutes: bigint, milliWh: bigint, state: SessionState];

/** Consecutive spans, each with its own length, energy and state. */
function session(spans: readonly SpanInput[], startMs = NOON): Timeline {
  const curvePoints: Timeline["curvePoints"][number][] = [{ atMs: startMs, milliWh: 0n, quality: "BEGIN" }];
  const states: Timeline["states"][number][] = [];
  for (const [minutes, milliWh, state] of spans) {
    const from = curvePoints.at(-1) ?? { atMs: startMs, milliWh: 0n };
    const atMs = from.atMs + minutes * MINUTE;
    curvePoints.push({ atMs, milliWh: from.milliWh + milliWh, quality: "SAMPLED" });
    states.push({ fromMs: from.atMs, toMs: atMs, state });
  }
  return { startMs, endMs: curvePoints.at(-1)?.atMs ?? startMs, curvePoints, states, findings: [] };
}

function rateIn(tariff: TariffContent, timeline: Timeline): RatingResult {
  return rate({ tariff, timeZone: BERLIN, timeline });
}

function gross(...components: PriceComponent[]): TariffContent {
  return { ...emptyTariff("EUR", "GROSS"), elements: components.length > 0 ? [{ components }] : [] };
}

function net(...components: PriceComponent[]): TariffContent {
  return { ...gross(...components), anchor: "NET" };
}

function energy(price: string, vatPercent = "19"): PriceComponent {
  return { kind: "ENERGY", price, per: "KWH", stepSize: 1, vatPercent };
}

function time(price: string, vatPercent = "19"): PriceComponent {
  return { kind: "TIME", price, per: "HOUR", stepSize: 1, vatPercent };
}

function parking(price: string, vatPercent = "19"): PriceComponent {
  return { kind: "PARKING", price, per: "HOUR", stepSize: 1, vatPercent };
}

function flat(price: string, vatPercent = "19"): PriceComponent {
  return { kind: "FLAT", price, per: "SESSION", stepSize: 1, vatPercent };
}

function atHundredfold({ components, ...element }: TariffElement): TariffElement {
  const scale = (price: string) => toDecimalText(mul(fromDecimal(price), rational(100n)), 4);
  return { ...element, components: components.map((component) => ({ ...component, price: scale(component.price) })) };
}

function cents(amount: string): bigint {
  return inMinorUnits(fromDecimal(amount), "EUR").num;
}

/** The session as it was at each of its readings. */
function prefixes(timeline: Timeline): Timeline[] {
  return timeline.curvePoints.slice(1).map((last, index) => ({
    ...timeline,
    endMs: last.atMs,
    curvePoints: timeline.curvePoints.slice(0, index + 2),
    states: timeline.states
      .filter(({ fromMs }) => fromMs < last.atMs)
      .map((span) => ({ ...span, toMs: span.toMs < last.atMs ? span.toMs : last.atMs })),
  }));
}

function shifted(timeline: Timeline, byMs: bigint): Timeline {
  return {
    ...timeline,
    startMs: timeline.startMs + byMs,
    endMs: timeline.endMs + byMs,
    curvePoints: timeline.curvePoints.map((point) => ({ ...point, atMs: point.atMs + byMs })),
    states: timeline.states.map((span) => ({ ...span, fromMs: span.fromMs + byMs, toMs: span.toMs + byMs })),
  };
}

function withMidpoints(timeline: Timeline): Timeline {
  const curvePoints = timeline.curvePoints.flatMap((point, index) => {
    const before = timeline.curvePoints[index - 1];
    if (!before) return [point];
    const middle = {
      atMs: (before.atMs + point.atMs) / 2n,
      milliWh: (before.milliWh + point.milliWh) / 2n,
      quality: "SAMPLED" as const,
    };
    return [middle, point];
  });
  return { ...timeline, curvePoints };
}

function timelines(): fc.Arbitrary<Timeline> {
  const state = fc.constantFrom<SessionState>("CHARGING", "CHARGING", "IDLE_EV", "PAUSED_EVSE", "UNKNOWN");
  const minutes = fc.integer({ min: 1, max: 90 }).map((count) => BigInt(count) * 2n);
  const milliWh = fc.integer({ min: 0, max: 20_000_000 }).map((amount) => BigInt(amount) * 2n);
  const offset = fc.integer({ min: 0, max: 7 * 24 * 60 }).map((count) => NOON + BigInt(count) * MINUTE);
  return fc
    .tuple(fc.array(fc.tuple(minutes, milliWh, state), { minLength: 1, maxLength: 6 }), offset)
    .map(([spans, startMs]) => session(spans, startMs));
}

function tariffs(): fc.Arbitrary<TariffContent> {
  const price = fc.integer({ min: 0, max: 900_000 }).map((scaled) => (scaled / 1_000_000).toFixed(6));
  const vat = fc.constantFrom("19", "7", "0", "8.1");
  const component = fc.oneof(
    fc.tuple(price, vat).map(([amount, percent]) => energy(amount, percent)),
    fc.tuple(price, vat).map(([amount, percent]) => time(amount, percent)),
    fc.tuple(price, vat).map(([amount, percent]) => parking(amount, percent)),
    fc.tuple(price, vat).map(([amount, percent]) => flat(amount, percent)),
  );
  const restrictions = fc.constantFrom<Restrictions>(
    {},
    { startTime: "22:00", endTime: "06:00" },
    { startTime: "12:30", daysOfWeek: ["MONDAY", "TUESDAY"] },
    { maxKwh: "7.5" },
    { minKwh: "3.123456", maxDurationS: 5400 },
    { minPowerKw: "11" },
    { minIdleS: 1000 },
    { maxChargingS: 4321 },
  );
  const element = fc.record({ restrictions, components: fc.array(component, { minLength: 1, maxLength: 3 }) });
  return fc.record({
    currency: fc.constant("EUR"),
    anchor: fc.constantFrom("GROSS", "NET"),
    elements: fc.array(element, { minLength: 1, maxLength: 4 }),
    idle: fc.record({ graceSeconds: fc.constantFrom(0, 600) }),
    pausePolicy: fc.constantFrom("UNBILLED", "AS_TIME", "AS_PARKING"),
  });
}

/** A maximum at least twice the minimum, so that no tax in between can make them contradict. */
function limits() {
  return fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 2, max: 20 })).map(([min, factor]) => {
    const amount = (minor: number) => (minor / 100).toFixed(2);
    return {
      minPrice: { net: amount(min), gross: amount(Math.ceil(min * 1.1)) },
      maxPrice: { net: amount(min * factor), gross: amount(Math.ceil(min * factor * 1.1)) },
      limit: amount(min * 3),
    };
  });
}

import fc from "fast-check";
import { expect, test } from "vitest";
import type { MeterReading, SessionEvidence } from "@/server/domain/metering/evidence";
import { normalise } from "@/server/domain/metering/normalise";
import { rate } from "@/server/domain/tariff/rate";
import { emptyTariff } from "@/server/domain/tariff/tariff";
import type { SessionState, Timeline } from "@/server/domain/metering/timeline";

const START = BigInt(Date.parse("2026-06-15T10:00:00Z"));
const MINUTE = 60_000n;
const WH = 1_000n;

test("billed energy is the difference between start and stop", () => {
  expect(energy(ended({ start: 1000n, stop: 8500n }))).toBe(7500n * WH);
});

test("a session without a start value is billed from its first sample and gets a finding", () => {
  const timeline = normalise(ended({ start: null, samples: [500n, 900n], stop: 1000n }));
  expect(billed(timeline)).toBe(500n * WH);
  expect(codes(timeline)).toContain("METER_START_MISSING");
});

test("energy below the start's whole watt-hours is priced with the minute that follows", () => {
  const begin = { atMs: START, registerMilliWh: 1_000_600n };
  const evidence = ended({ start: 1000n, samples: [1100n], stop: 1200n });
  const timeline = normalise({ ...evidence, readings: [begin, ...evidence.readings] });
  expect(billed(timeline)).toBe(200n * WH);
  const energy = { kind: "ENERGY", price: "0.49", per: "KWH", stepSize: 1, vatPercent: "19" } as const;
  const elements = [
    { restrictions: { maxPowerKw: "11" }, components: [energy] },
    { restrictions: { minPowerKw: "11" }, components: [energy] },
  ];
  const tariff = { ...emptyTariff("EUR", "GROSS"), elements };
  expect(rate({ tariff, timeZone: "Europe/Berlin", timeline }).findings).toEqual([]);
});

test("a dip that recovers is dropped", () => {
  const timeline = normalise(ended({ start: 1000n, samples: [1100n, 0n, 0n, 1300n], stop: 1400n }));
  expect(billed(timeline)).toBe(400n * WH);
  expect(codes(timeline)).toEqual(["METER_DIP"]);
});

test("a spike that comes back is dropped, even without the rated power", () => {
  const timeline = normalise(ended({ start: 1000n, samples: [1100n, 999_999n, 1200n], stop: 1300n }));
  expect(billed(timeline)).toBe(300n * WH);
  expect(codes(timeline)).toEqual(["METER_SPIKE"]);
});

test("a lifetime register is not billed when the start value is zero and the rated power unknown", () => {
  // the register stands at 5,000 kWh; 2 kWh were charged
  const timeline = normalise(ended({ start: 0n, samples: [5_000_000n, 5_001_000n], stop: 5_002_000n }));
  expect(billed(timeline)).toBe(2000n * WH);
  expect(timeline.findings).toMatchObject([{ code: "METER_START_PLACEHOLDER", severity: "hold" }]);
});

test("energy after a meter reset is billed, energy lost in between is not", () => {
  const timeline = normalise(ended({ start: 5000n, samples: [5100n, 5200n, 10n, 110n], stop: 210n }));
  expect(billed(timeline)).toBe(400n * WH); // 200 before, 200 after
  expect(codes(timeline)).toEqual(["METER_RESET"]);
});

test.each([-1n, 0n, 999n])("a stop value of %s is ignored in favour of the last good sample", (stop) => {
  const timeline = normalise(ended({ start: 1000n, samples: [1100n, 1200n], stop }));
  expect(billed(timeline)).toBe(200n * WH);
  expect(timeline.findings).toMatchObject([{ code: "METER_STOP_IGNORED", severity: "warning" }]);
});

test("a session whose only end value cannot be right is held", () => {
  const timeline = normalise(ended({ start: 1000n, stop: 0n }));
  expect(billed(timeline)).toBe(0n);
  expect(timeline.findings).toMatchObject([{ code: "METER_STOP_IGNORED", severity: "hold" }]);
});

test("a session that ended without any meter value is held", () => {
  const timeline = normalise(ended({ start: null, stop: null }));
  expect(timeline.findings.filter(({ severity }) => severity === "hold").map(({ code }) => code)).toEqual([
    "METER_START_MISSING",
    "METER_END_MISSING",
  ]);
});

test("a stop value above what the charge point can deliver is held", () => {
  const timeline = normalise({ ...ended({ start: 1000n, samples: [1100n], stop: 900_000n }), maxPowerW: 22_000n });
  expect(billed(timeline)).toBe(100n * WH);
  expect(timeline.findings).toMatchObject([{ code: "METER_SPIKE", severity: "hold" }]);
});

test("a jump of the register is not billed, such as from a session counter to a lifetime register", () => {
  const evidence = ended({ start: 0n, samples: [500_000n, 500_100n, 500_200n], stop: 500_300n });
  const timeline = normalise({ ...evidence, maxPowerW: 22_000n });
  expect(billed(timeline)).toBe(300n * WH);
  expect(timeline.findings).toMatchObject([{ code: "METER_START_PLACEHOLDER", severity: "hold" }]);
});

test("the stop value takes precedence over a higher last sample", () => {
  expect(energy(ended({ start: 1000n, samples: [1250n], stop: 1200n }))).toBe(200n * WH);
});

test("a sample taken at the end that differs from the stop value raises a finding", () => {
  const evidence = ended({ start: 1000n, stop: 3000n });
  const atEnd = { atMs: evidence.asOfMs, registerMilliWh: 2900n * WH, context: "Transaction.End" };
  expect(codes(normalise({ ...evidence, readings: [atEnd] }))).toContain("METER_STOP_MISMATCH");
});

test("energy of the ramp-down after the stop is not billed", () => {
  const evidence = ended({ start: 1000n, stop: 2000n });
  const late = { atMs: evidence.asOfMs + 5000n, registerMilliWh: 2100n * WH };
  const timeline = normalise({ ...evidence, asOfMs: evidence.asOfMs + MINUTE, readings: [late] });
  expect(billed(timeline)).toBe(1000n * WH);
  expect(codes(timeline)).toContain("READING_AFTER_END");
});

test("a start in 1970 is corrected to the station's first report", () => {
  const evidence = ended({ start: 1000n, samples: [1100n], stop: 1200n });
  const timeline = normalise({ ...evidence, startedAtMs: 0n });
  expect(timeline.startMs).toBe(START + MINUTE);
  expect(timeline.findings).toMatchObject([{ code: "CLOCK_IMPLAUSIBLE", severity: "hold" }]);
});

test("an end in the future is corrected to now", () => {
  const evidence = ended({ start: 1000n, stop: 1200n });
  const timeline = normalise({ ...evidence, endedAtMs: evidence.asOfMs + 3650n * 1440n * MINUTE });
  expect(timeline.endMs).toBe(evidence.asOfMs);
  expect(codes(timeline)).toContain("CLOCK_AHEAD");
});

test("a session never ends before it started", () => {
  const timeline = normalise({ ...ended({ start: 1000n, stop: 1200n }), endedAtMs: START - 1440n * MINUTE });
  expect(timeline.endMs).toBe(START);
  expect(timeline.findings).toMatchObject([{ code: "END_BEFORE_START", severity: "hold" }]);
});

const spans = (...changes: readonly [bigint, SessionState][]) => {
  const states = changes.map(([minute, state]) => ({ atMs: START + minute * MINUTE, state }));
  const { states: actual } = normalise({ ...ended({ start: 0n, samples: [0n, 0n, 0n], stop: 0n }), states });
  return actual.map(({ fromMs, toMs, state }) => [(fromMs - START) / MINUTE, (toMs - START) / MINUTE, state]);
};

test("without any state report the whole time is charging", () => expect(spans()).toEqual([[0n, 4n, "CHARGING"]]));
test("the last state before the start holds at the start", () => {
  expect(spans([-9n, "UNKNOWN"], [-1n, "IDLE_EV"])).toEqual([[0n, 4n, "IDLE_EV"]]);
});
test("repeated states do not split a span", () => {
  expect(spans([1n, "IDLE_EV"], [2n, "IDLE_EV"], [3n, "CHARGING"])).toEqual([
    [0n, 1n, "CHARGING"],
    [1n, 3n, "IDLE_EV"],
    [3n, 4n, "CHARGING"],
  ]);
});
test("of two states in one instant the one that costs the driver less wins", () => {
  expect(spans([2n, "CHARGING"], [2n, "IDLE_EV"])).toEqual([[0n, 4n, "CHARGING"]]);
  expect(spans([2n, "PAUSED_EVSE"], [2n, "IDLE_EV"])).toEqual([
    [0n, 2n, "CHARGING"],
    [2n, 4n, "PAUSED_EVSE"],
  ]);
});
test("states after the end change nothing", () => expect(spans([5n, "IDLE_EV"])).toEqual([[0n, 4n, "CHARGING"]]));

test("for any evidence the order and copies of messages change nothing", () => {
  fc.assert(
    fc.property(evidences(), fc.infiniteStream(fc.nat()), (evidence, randomKeys) => {
      const shuffled = {
        ...evidence,
        readings: shuffle([...evidence.readings, ...evidence.readings.slice(0, 3)], randomKeys),
        states: shuffle([...evidence.states, ...evidence.states.slice(0, 2)], randomKeys),
      };
      expect(normalise(shuffled)).toEqual(normalise(evidence));
    }),
  );
});

test("for any evidence the curve spans the session and never falls; the states cover it without a gap", () => {
  fc.assert(
    fc.property(evidences(), (evidence) => {
      const { startMs, endMs, curvePoints, states } = normalise(evidence);
      expect([curvePoints[0]?.atMs, curvePoints.at(-1)?.atMs, curvePoints[0]?.milliWh]).toEqual([startMs, endMs, 0n]);
      curvePoints.reduce((before, after) => {
        expect(after.milliWh).toBeGreaterThanOrEqual(before.milliWh);
        expect(after.atMs).toBeGreaterThanOrEqual(before.atMs);
        return after;
      });
      expect([states[0]?.fromMs, states.at(-1)?.toMs]).toEqual([startMs, endMs]);
      states.reduce((before, after) => {
        expect(after.fromMs).toBe(before.toMs);
        expect(after.state).not.toBe(before.state);
        return after;
      });
    }),
  );
});

test("for any evidence the cost of a running session at its end is its final cost", () => {
  fc.assert(
    fc.property(evidences(), (evidence) => {
      const readings = evidence.readings.filter(({ atMs }) => atMs <= evidence.asOfMs);
      const running = normalise({ ...evidence, readings, endedAtMs: null, meterStopMilliWh: null });
      const final = normalise({ ...evidence, readings, endedAtMs: evidence.asOfMs, meterStopMilliWh: null });
      expect(price(running)).toEqual(price(final));
    }),
  );
});

function ended(meter: { start: bigint | null; samples?: readonly bigint[]; stop: bigint | null }): SessionEvidence {
  const samples = meter.samples ?? [];
  const endMs = START + BigInt(samples.length + 1) * MINUTE;
  return {
    startedAtMs: START,
    endedAtMs: endMs,
    asOfMs: endMs,
    maxPowerW: 1_000_000n,
    meterStartMilliWh: meter.start === null ? null : meter.start * WH,
    meterStopMilliWh: meter.stop === null ? null : meter.stop * WH,
    readings: samples.map((wh, index) => ({ atMs: START + BigInt(index + 1) * MINUTE, registerMilliWh: wh * WH })),
    states: [],
  };
}

function energy(evidence: SessionEvidence): bigint {
  return billed(normalise(evidence));
}

function billed({ curvePoints }: Timeline): bigint {
  return curvePoints.at(-1)?.milliWh ?? 0n;
}

function codes({ findings }: Timeline): string[] {
  return findings.map(({ code }) => code);
}

function price(timeline: Timeline) {
  const components = [
    { kind: "ENERGY", price: "0.49", per: "KWH", stepSize: 1, vatPercent: "19" },
    { kind: "PARKING", price: "0.1", per: "MINUTE", stepSize: 1, vatPercent: "19" },
  ] as const;
  const tariff = { ...emptyTariff("EUR", "GROSS"), elements: [{ components: [...components] }] };
  return rate({ tariff, timeZone: "Europe/Berlin", timeline }).totals;
}

function shuffle<T>(items: readonly T[], randomKeys: fc.Stream<number>): T[] {
  const keys = [...randomKeys.take(items.length)];
  return items
    .map((item, index) => ({ item, key: keys[index] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

function evidences(): fc.Arbitrary<SessionEvidence> {
  const minute = fc.integer({ min: -5, max: 130 }).map((count) => START + BigInt(count) * MINUTE);
  const register = fc.integer({ min: -10, max: 60_000 }).map((wh) => BigInt(wh) * WH);
  const reading: fc.Arbitrary<MeterReading> = fc.record({ atMs: minute, registerMilliWh: register });
  const state = fc.constantFrom<SessionState>("CHARGING", "IDLE_EV", "PAUSED_EVSE", "UNKNOWN");
  return fc
    .record({
      meterStartMilliWh: fc.option(register),
      meterStopMilliWh: fc.option(register),
      readings: fc.array(reading, { maxLength: 12 }),
      states: fc.array(fc.record({ atMs: minute, state }), { maxLength: 6 }),
      isRated: fc.boolean(),
    })
    .map(({ isRated, ...rest }) => ({
      ...rest,
      startedAtMs: START,
      endedAtMs: START + 120n * MINUTE,
      asOfMs: START + 120n * MINUTE,
      maxPowerW: isRated ? 22_000n : 1_000_000n,
    }));
}

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fromDecimal, rationalToText, toDecimalText } from "@/server/domain/exact";
import { parseEnergy } from "@/server/domain/energy";
import examples from "@/server/domain/tariff/fixtures/ocpi-examples.json";
import { tariffFromOcpi } from "@/server/domain/tariff/from-ocpi";
import { rate } from "@/server/domain/tariff/rate";
import type { Load, RatingInput, ReservationUse } from "@/server/domain/tariff/rating-input";
import type { CurvePoint, StateSpan, Timeline } from "@/server/domain/metering/timeline";

type Example = (typeof examples)[number];
type Interval = Example["intervals"][number];

/**
 * The worked examples of the OCPI specification. Where its text is wrong (`agrees: false`), the
 * exact amount is expected.
 */
test.each(examples.map((example) => [`${example.tariff} ${example.case}`, example] as const))(
  "an example of the OCPI specification is rated to the last digit: %s",
  (_, example) => {
    const { totals } = rate(ratingInputOf(example));
    expect(rationalToText(totals.netExact)).toBe(reference(example, "net"));
    expect(rationalToText(totals.grossExact)).toBe(reference(example, "gross"));
  },
);

test("all 28 examples of the OCPI specification are covered", () => expect(examples).toHaveLength(28));

test("only the two examples with a wrong published amount are rated differently", () => {
  const disagreeing = examples.filter((example) => {
    const published = example.spec_expected_net;
    if (published === null) return false;
    const digits = published.split(".")[1]?.length ?? 0;
    return toDecimalText(rate(ratingInputOf(example)).totals.netExact, digits) !== published;
  });
  expect(disagreeing).toEqual(examples.filter(({ agrees }) => !agrees));
  expect(disagreeing).toHaveLength(2);
});

function reference(example: Example, side: "net" | "gross"): string {
  return rationalToText(fromDecimal(side === "net" ? example.reference_net : example.reference_gross));
}

function ratingInputOf(example: Example): RatingInput {
  const parsed = tariffFromOcpi(withNumbersAsText(readFileSync(fixture(example.tariff), "utf8")));
  if (!parsed.ok) throw new Error(`${example.tariff} ${parsed.path} ${parsed.reason}`);
  const reserved = example.intervals.find(({ state }) => state.startsWith("RESERVATION"));
  const chargingIntervals = example.intervals.filter((interval) => interval !== reserved);
  return {
    tariff: parsed.tariff,
    timeZone: "UTC",
    timeline: timelineOf(chargingIntervals, reserved),
    loads: chargingIntervals.flatMap(loadOf),
    ...(reserved && { reservation: reservationOf(reserved) }),
  };
}

function timelineOf(intervals: readonly Interval[], reserved: Interval | undefined): Timeline {
  const startMs = at(intervals[0]?.start ?? reserved?.end ?? "");
  const curvePoints: CurvePoint[] = [{ atMs: startMs, milliWh: 0n, quality: "BEGIN" }];
  const states: StateSpan[] = [];
  for (const { start, end, state, kwh } of intervals) {
    const milliWh = (curvePoints.at(-1)?.milliWh ?? 0n) + (parseEnergy(kwh, "kWh") ?? 0n);
    curvePoints.push({ atMs: at(end), milliWh, quality: "SAMPLED" });
    states.push({ fromMs: at(start), toMs: at(end), state: state === "PARKING" ? "IDLE_EV" : "CHARGING" });
  }
  return { startMs, endMs: curvePoints.at(-1)?.atMs ?? startMs, curvePoints, states, findings: [] };
}

function loadOf({ start, end, amps }: Interval): Load[] {
  return amps === null ? [] : [{ fromMs: at(start), toMs: at(end), currentA: String(amps) }];
}

function reservationOf({ start, end, state }: Interval): ReservationUse {
  return { fromMs: at(start), toMs: at(end), outcome: state === "RESERVATION_EXPIRES" ? "EXPIRED" : "USED" };
}

/** The fixtures hold short decimals only, which `String` prints as they are written in the file. */
function withNumbersAsText(json: string): unknown {
  return JSON.parse(json, (_, value: unknown) => (typeof value === "number" ? String(value) : value));
}

function fixture(name: string): URL {
  return new URL(`./fixtures/ocpi-tariffs/${name}`, import.meta.url);
}

function at(instant: string): bigint {
  return BigInt(Date.parse(instant));
}

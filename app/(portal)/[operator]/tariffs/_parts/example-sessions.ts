import { rate } from "@/server/domain/tariff/rate";
import type { RatingResult } from "@/server/domain/tariff/rating";
import type { TariffContent } from "@/server/domain/tariff/tariff";
import type { CurvePoint, StateSpan, Timeline } from "@/server/domain/metering/timeline";
import { addDays } from "@/server/domain/period";
import { localClock, startOfLocalDay, WEEKDAYS } from "@/server/domain/zone";

/** A session that somebody might have: made of whole numbers, priced by the engine that bills. */
export type Example = {
  readonly evseKind: "AC" | "DC";
  /** 0 is Monday */
  readonly weekday: number;
  readonly minuteOfDay: number;
  readonly energyMilliWh: bigint;
  readonly chargingMs: bigint;
  readonly idleMs: bigint;
};

const MINUTE_MS = 60_000n;
const KWH = 1_000_000n;
const example = (
  evseKind: Example["evseKind"],
  weekday: number,
  minuteOfDay: number,
  [kwh, chargingMinutes, idleMinutes]: readonly [bigint, bigint, bigint],
): Example => ({
  evseKind,
  weekday,
  minuteOfDay,
  energyMilliWh: kwh * KWH,
  chargingMs: chargingMinutes * MINUTE_MS,
  idleMs: idleMinutes * MINUTE_MS,
});

export const EXAMPLES = {
  evening: example("AC", 2, 18 * 60 + 30, [18n, 105n, 40n]),
  night: example("AC", 4, 21 * 60, [42n, 240n, 360n]),
  fast: example("DC", 1, 12 * 60 + 10, [38n, 26n, 0n]),
  short: example("DC", 3, 9 * 60, [1n, 2n, 0n]),
} as const;

/**
 * Prices an example in the week of `today` ("2026-11-22"), on the wall clock of the zone. Throws
 * RangeError on unreadable prices.
 */
export function rateExample(example: Example, tariff: TariffContent, timeZone: string, today: string): RatingResult {
  return rate({ tariff, timeZone, timeline: timelineOf(example, timeZone, today), evseKind: example.evseKind });
}

function timelineOf(
  { weekday, minuteOfDay, energyMilliWh, chargingMs, idleMs }: Example,
  timeZone: string,
  today: string,
): Timeline {
  const todayMs = startOfLocalDay(today, timeZone);
  const day = addDays(today, weekday - WEEKDAYS.indexOf(localClock(todayMs, timeZone).weekday));
  const startMs = startOfLocalDay(day, timeZone) + BigInt(minuteOfDay) * MINUTE_MS;
  const fullMs = startMs + chargingMs;
  const endMs = fullMs + idleMs;
  const curvePoints: CurvePoint[] = [
    { atMs: startMs, milliWh: 0n, quality: "BEGIN" },
    ...(idleMs > 0n ? [{ atMs: fullMs, milliWh: energyMilliWh, quality: "SAMPLED" as const }] : []),
    { atMs: endMs, milliWh: energyMilliWh, quality: "END" },
  ];
  const states: StateSpan[] = [
    { fromMs: startMs, toMs: fullMs, state: "CHARGING" },
    ...(idleMs > 0n ? [{ fromMs: fullMs, toMs: endMs, state: "IDLE_EV" as const }] : []),
  ];
  return { startMs, endMs, curvePoints, states, findings: [] };
}

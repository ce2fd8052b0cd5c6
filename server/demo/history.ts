import { createHash } from "node:crypto";
import { type Random, seededRandom } from "./seeded-random";
import type { DemoStation } from "./sites";

/**
 * One finished session as a meter would have seen it. Energy in milli-watt-hours of the cumulative
 * register.
 */
export type PastSession = {
  readonly evseNumber: number;
  readonly startedAt: Date;
  readonly chargedUntil: Date;
  readonly endedAt: Date;
  readonly tokenUid: string;
  readonly readings: readonly {
    readonly at: Date;
    readonly registerMilliWh: bigint;
    readonly powerW: number;
    readonly socPercent: number;
  }[];
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Below the quarter of an hour above which a meter gap is a finding. */
const SAMPLE_MS = 10 * 60_000;

/** How likely a car arrives in each hour of the day. */
const ARRIVAL_WEIGHTS = [1, 1, 1, 1, 1, 2, 4, 8, 10, 9, 8, 8, 9, 9, 8, 8, 9, 11, 12, 9, 6, 4, 3, 2] as const;

/**
 * A believable past of one station between two instants: no EVSE serves two cars at once, registers
 * only grow.
 */
export function pastSessions(
  station: DemoStation,
  from: Date,
  to: Date,
  tokens: readonly [string, ...string[]],
): readonly PastSession[] {
  const random = seededRandom(createHash("sha256").update(station.identity).digest().readUInt32BE());
  return Array.from({ length: station.evses }, (_, index) => index + 1).flatMap((evseNumber) =>
    sessionsOfEvse(station, evseNumber, from.getTime(), to.getTime(), tokens, random),
  );
}

function sessionsOfEvse(
  station: DemoStation,
  evseNumber: number,
  fromMs: number,
  toMs: number,
  tokens: readonly [string, ...string[]],
  random: Random,
): PastSession[] {
  const sessions: PastSession[] = [];
  let freeAtMs = fromMs;
  let registerMilliWh = BigInt(Math.floor(random.between(1_000, 90_000))) * 1_000_000n;
  for (let dayMs = fromMs - (fromMs % DAY_MS); dayMs < toMs; dayMs += DAY_MS) {
    const cars = Math.floor(random.between(0, station.kind === "DC" ? 2 : 1.4));
    for (let car = 0; car < cars; car += 1) {
      const startMs = Math.max(
        freeAtMs + 5 * 60_000,
        dayMs + arrivalHour(random) * HOUR_MS + Math.floor(random.between(0, HOUR_MS)),
      );
      const session = generateSession(station, evseNumber, startMs, registerMilliWh, random.pick(tokens), random);
      if (session.endedAt.getTime() > toMs) return sessions;
      sessions.push(session);
      freeAtMs = session.endedAt.getTime();
      registerMilliWh = session.readings.at(-1)?.registerMilliWh ?? registerMilliWh;
    }
  }
  return sessions;
}

function generateSession(
  station: DemoStation,
  evseNumber: number,
  startMs: number,
  register: bigint,
  tokenUid: string,
  random: Random,
): PastSession {
  const isDc = station.kind === "DC";
  const powerW = Math.round(station.powerW * (isDc ? random.between(0.35, 0.75) : random.between(0.6, 0.95)));
  const energyWh = Math.round(isDc ? random.between(12_000, 58_000) : random.between(4_000, 42_000));
  const chargingMs = Math.round((energyWh / powerW) * HOUR_MS);
  const idleMs = random.next() < 0.35 ? Math.round(random.between(2, isDc ? 30 : 140) * 60_000) : 0;
  const socStart = Math.round(random.between(8, 45));
  const samples = Math.max(6, Math.ceil(chargingMs / SAMPLE_MS));
  const readings = Array.from({ length: samples + 1 }, (_, index) => ({
    at: new Date(startMs + Math.round((chargingMs * index) / samples)),
    registerMilliWh: register + BigInt(Math.round((energyWh * index) / samples)) * 1_000n,
    powerW: index === samples ? 0 : powerW,
    socPercent: Math.min(100, Math.round(socStart + (index / samples) * (energyWh / 650))),
  }));
  return {
    evseNumber,
    startedAt: new Date(startMs),
    chargedUntil: new Date(startMs + chargingMs),
    endedAt: new Date(startMs + chargingMs + idleMs),
    tokenUid,
    readings,
  };
}

function arrivalHour(random: Random): number {
  const total = ARRIVAL_WEIGHTS.reduce((sum: number, weight) => sum + weight, 0);
  let left = random.between(0, total);
  return Math.max(
    0,
    ARRIVAL_WEIGHTS.findIndex((weight) => (left -= weight) < 0),
  );
}

/**
 * A realistic day at one connector: cars come, pay with a token, charge, stay connected for a while
 * and leave.
 */
import { setTimeout as pause } from "node:timers/promises";
import { arrivingBattery } from "./car";
import { type Random } from "./seeded-random";
import { type SimulatedCharger } from "./simulated-charger";

export type DaySimulation = {
  readonly random: Random;
  /** Tokens of the drivers who come; without any, only a remote start brings a car. */
  readonly tokens: readonly string[];
  /** Factor by which cars fill, stay and follow each other faster than in real time. */
  readonly speed: number;
  readonly firstArrivalMs: number;
  /** No fault happens before this moment. */
  readonly faultsFrom: Date;
  readonly signal: AbortSignal;
};

const MINUTE_MS = 60_000;
const POLL_INTERVAL_MS = 500;

/** Plays days at a connector until the signal. After any failure the next car still comes. */
export async function simulateDays(charger: SimulatedCharger, number: number, day: DaySimulation): Promise<void> {
  const connector = charger.connector(number);
  await untilArrival(charger, number, day, day.firstArrivalMs);
  while (!day.signal.aborted) {
    // A visit fails when the central system refuses a message; the next visit follows.
    await plan(charger, number, day).catch(() => undefined);
    if (connector.transaction === undefined && connector.isPluggedIn)
      await charger.unplug(number).catch(() => undefined);
    await maybeFault(charger, number, day);
    await untilArrival(charger, number, day, minutes(day, 4, 25));
  }
}

/** Waits until the next car is due, or a remote start has brought one. */
async function untilArrival(
  charger: SimulatedCharger,
  number: number,
  day: DaySimulation,
  waitMs: number,
): Promise<void> {
  const connector = charger.connector(number);
  const due = day.tokens.length > 0 ? Date.now() + waitMs : Infinity;
  await until(
    day,
    () =>
      connector.transaction !== undefined ||
      (Date.now() >= due && connector.phase === "available" && !connector.isAwaitingDriver),
  );
}

async function plan(charger: SimulatedCharger, number: number, day: DaySimulation): Promise<void> {
  const connector = charger.connector(number);
  if (connector.transaction === undefined) {
    const hasStarted = await arrive(charger, number, day);
    if (!hasStarted) return;
  }
  const mayLeaveEarly = connector.kind === "AC" && day.random.next() < 0.4;
  const leavesAt = Date.now() + (mayLeaveEarly ? minutes(day, 25, 100) : minutes(day, 600, 600));
  await until(
    day,
    () => connector.transaction === undefined || connector.phase === "suspended-ev" || Date.now() >= leavesAt,
  );
  if (connector.phase === "suspended-ev") await idleAfterCharging(charger, number, day);
  if (day.signal.aborted) return;
  await leave(charger, number, day);
}

async function arrive(charger: SimulatedCharger, number: number, day: DaySimulation): Promise<boolean> {
  const { random } = day;
  const connector = charger.connector(number);
  await charger.plugIn(number, { battery: arrivingBattery(random, connector.kind, day.speed) });
  await abortablePause(day, random.between(1_000, 4_000));
  const token = random.pick(day.tokens);
  const { status } = await charger.authorize(token);
  if (status === "Accepted" && connector.transaction === undefined) await charger.start(number, { token });
  if (connector.transaction !== undefined) return true;
  await abortablePause(day, random.between(2_000, 6_000));
  return false;
}

/**
 * Waits for the driver of a full car: a quarter come soon, the others block the connector for a
 * while.
 */
async function idleAfterCharging(charger: SimulatedCharger, number: number, day: DaySimulation): Promise<void> {
  const connector = charger.connector(number);
  const returnsAt = Date.now() + (day.random.next() < 0.25 ? minutes(day, 0, 2) : minutes(day, 3, 30));
  await until(day, () => connector.transaction === undefined || Date.now() >= returnsAt);
}

async function leave(charger: SimulatedCharger, number: number, day: DaySimulation): Promise<void> {
  const connector = charger.connector(number);
  // Most drivers present their card first; some simply pull the cable.
  if (connector.transaction !== undefined && day.random.next() < 0.7) await charger.stop(number, { reason: "Local" });
  if (connector.transaction === undefined) await abortablePause(day, day.random.between(3_000, 9_000));
  await charger.unplug(number);
}

async function maybeFault(charger: SimulatedCharger, number: number, day: DaySimulation): Promise<void> {
  const roll = day.random.next();
  if (roll > 0.02 || new Date() < day.faultsFrom || charger.connector(number).phase !== "available") return;
  await charger.fault(number, "HighTemperature", "Cable temperature above limit");
  await abortablePause(day, day.random.between(60_000, 180_000));
  await charger.clearFault(number, "HighTemperature");
}

function minutes(day: DaySimulation, low: number, high: number): number {
  return (day.random.between(low, high) * MINUTE_MS) / day.speed;
}

async function until(day: DaySimulation, isDone: () => boolean): Promise<void> {
  while (!isDone() && !day.signal.aborted) await abortablePause(day, POLL_INTERVAL_MS);
}

/** Waits, but not beyond the signal. */
async function abortablePause(day: DaySimulation, ms: number): Promise<void> {
  await pause(ms, undefined, { signal: day.signal }).catch(() => undefined);
}

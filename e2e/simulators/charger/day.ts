/** A believable day at one connector: a car comes, its driver pays with a token, it charges, it lingers, it leaves; again and again. */
import { setTimeout as pause } from "node:timers/promises";
import { arrivingBattery } from "./car";
import { type Random } from "./seeded-random";
import { type SimulatedCharger } from "./simulated-charger";

export type Day = {
  readonly random: Random;
  /** Of those who come; without any only a remote start brings a car. */
  readonly tokens: readonly string[];
  /** How many times faster than life cars fill, linger and follow each other. */
  readonly speed: number;
  readonly firstArrivalMs: number;
  /** Nothing breaks before this moment. */
  readonly mishapsFrom: Date;
  readonly signal: AbortSignal;
};

const MINUTE_MS = 60_000;
const GLANCE_MS = 500;

/** Lives at a connector until the signal; then the promise resolves. Whatever fails there, the next car still comes. */
export async function liveDays(charger: SimulatedCharger, number: number, day: Day): Promise<void> {
  const connector = charger.connector(number);
  await untilArrival(charger, number, day, day.firstArrivalMs);
  while (!day.signal.aborted) {
    // A visit stumbles when the central system refuses a message; the driver shrugs and the day goes on.
    await plan(charger, number, day).catch(() => undefined);
    if (connector.transaction === undefined && connector.isPluggedIn)
      await charger.unplug(number).catch(() => undefined);
    await perhapsBreak(charger, number, day);
    await untilArrival(charger, number, day, minutes(day, 4, 25));
  }
}

/** Until the next car is due, or a remote start has brought one. */
async function untilArrival(charger: SimulatedCharger, number: number, day: Day, waitMs: number): Promise<void> {
  const connector = charger.connector(number);
  const due = day.tokens.length > 0 ? Date.now() + waitMs : Infinity;
  await until(
    day,
    () =>
      connector.transaction !== undefined ||
      (Date.now() >= due && connector.phase === "available" && !connector.isAwaitingDriver),
  );
}

async function plan(charger: SimulatedCharger, number: number, day: Day): Promise<void> {
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
  if (connector.phase === "suspended-ev") await linger(charger, number, day);
  if (day.signal.aborted) return;
  await leave(charger, number, day);
}

async function arrive(charger: SimulatedCharger, number: number, day: Day): Promise<boolean> {
  const { random } = day;
  const connector = charger.connector(number);
  await charger.plugIn(number, { battery: arrivingBattery(random, connector.kind, day.speed) });
  await rest(day, random.between(1_000, 4_000));
  const token = random.pick(day.tokens);
  const { status } = await charger.authorize(token);
  if (status === "Accepted" && connector.transaction === undefined) await charger.start(number, { token });
  if (connector.transaction !== undefined) return true;
  await rest(day, random.between(2_000, 6_000));
  return false;
}

/** The battery is full and the driver is elsewhere: a quarter come at once, the others keep the place for a while. */
async function linger(charger: SimulatedCharger, number: number, day: Day): Promise<void> {
  const connector = charger.connector(number);
  const comesBackAt = Date.now() + (day.random.next() < 0.25 ? minutes(day, 0, 2) : minutes(day, 3, 30));
  await until(day, () => connector.transaction === undefined || Date.now() >= comesBackAt);
}

async function leave(charger: SimulatedCharger, number: number, day: Day): Promise<void> {
  const connector = charger.connector(number);
  // Most drivers hold their card to the reader first; some simply take the cable out.
  if (connector.transaction !== undefined && day.random.next() < 0.7) await charger.stop(number, { reason: "Local" });
  if (connector.transaction === undefined) await rest(day, day.random.between(3_000, 9_000));
  await charger.unplug(number);
}

async function perhapsBreak(charger: SimulatedCharger, number: number, day: Day): Promise<void> {
  const roll = day.random.next();
  if (roll > 0.02 || new Date() < day.mishapsFrom || charger.connector(number).phase !== "available") return;
  await charger.fault(number, "HighTemperature", "Cable temperature above limit");
  await rest(day, day.random.between(60_000, 180_000));
  await charger.clearFault(number, "HighTemperature");
}

function minutes(day: Day, low: number, high: number): number {
  return (day.random.between(low, high) * MINUTE_MS) / day.speed;
}

async function until(day: Day, isTime: () => boolean): Promise<void> {
  while (!isTime() && !day.signal.aborted) await rest(day, GLANCE_MS);
}

/** Waits, but not beyond the signal. */
async function rest(day: Day, ms: number): Promise<void> {
  await pause(ms, undefined, { signal: day.signal }).catch(() => undefined);
}

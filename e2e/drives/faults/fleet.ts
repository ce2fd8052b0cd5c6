/** Stations that charge one car after the other while processes of the product are killed. */
import { setTimeout as pause } from "node:timers/promises";
import { arrivingBattery } from "@/e2e/simulators/charger/car";
import { type Random, randomFrom } from "@/e2e/simulators/charger/seeded-random";
import type { OcppVersion } from "@/e2e/simulators/charger/ocpp-version";
import { CallFailed } from "@/e2e/simulators/charger/rpc";
import { SimulatedCharger } from "@/e2e/simulators/charger/simulated-charger";
import { STATION_PASSWORD } from "./create-operator";
import type { Ledger } from "./ledger";

/** Station clocks run this much faster, in the past: an hour of charging takes seconds. */
const SPEED = 600;
const START_OFFSET_MS = 6 * 86_400_000;

export type StationPlan = { readonly id: string; readonly version: OcppVersion; readonly tokens: readonly string[] };

export type Fleet = {
  /**
   * Waits until every session has ended and every kept message is answered.
   * @throws when that takes too long
   */
  readonly finish: (withinMs: number) => Promise<void>;
  /** Messages given up by their stations; none is expected. */
  readonly dropped: () => number;
  readonly shutdown: () => Promise<void>;
};

/** Returns at once; the stations charge until `finish` is called. */
export function startFleet(url: string, plans: readonly StationPlan[], seed: string, ledger: Ledger): Fleet {
  const stopping = new AbortController();
  const chargers = plans.map((plan) => makeCharger(url, plan, ledger));
  const running = chargers.map(async ({ charger, plan }) =>
    runStation(charger, plan, randomFrom(`${seed}/${plan.id}`), stopping),
  );
  const done = Promise.all(running);
  done.catch(() => undefined); // reported by finish()
  return {
    finish: async (withinMs) => {
      stopping.abort();
      const deadline = pause(withinMs, "late", { ref: false });
      if ((await Promise.race([done, deadline])) !== "late") return;
      const waiting = chargers.filter(({ charger }) => charger.queued > 0).map(({ charger }) => charger.id);
      throw new Error(`after ${withinMs / 1000} s stations still wait for answers: ${waiting.join(", ")}`);
    },
    dropped: () => chargers.reduce((sum, { charger }) => sum + charger.dropped.length, 0),
    shutdown: async () => {
      stopping.abort();
      await Promise.all(chargers.map(async ({ charger }) => charger.shutdown()));
    },
  };
}

function makeCharger(url: string, plan: StationPlan, ledger: Ledger) {
  const startedMs = Date.now();
  const charger = new SimulatedCharger({
    id: plan.id,
    version: plan.version,
    url,
    password: STATION_PASSWORD,
    powerWMax: 22_000,
    registerStartWh: 1_000_000,
    reconnect: { firstMs: 100, maxMs: 1_000 },
    callTimeoutMs: 10_000,
    retryIntervalMs: 250,
    now: () => new Date(startedMs - START_OFFSET_MS + (Date.now() - startedMs) * SPEED),
  });
  // OCPP 1.6 §9.1.25: attempts for a refused message; a high value keeps billing data
  charger.settings.assign("maxAttempts", 1_000);
  ledger.follow(charger, plan.version);
  return { charger, plan };
}

async function runStation(charger: SimulatedCharger, plan: StationPlan, random: Random, stopping: AbortController) {
  const booted = charger.waitFor((event) => event.kind === "booted", 60_000);
  charger.stayOnline();
  await booted;
  while (!stopping.signal.aborted) await chargeOneCar(charger, random, random.pick(plan.tokens));
  await charger.drained();
}

async function chargeOneCar(charger: SimulatedCharger, random: Random, token: string): Promise<void> {
  const shortPause = async () => pause(random.between(100, 900));
  await charger.plugIn(1, { battery: arrivingBattery(random, "AC") });
  await authorize(charger, token);
  await charger.start(1, { token });
  for (let left = Math.floor(random.between(3, 10)); left > 0; left -= 1) {
    await shortPause();
    await charger.meter(1);
    if (random.next() > 0.12) continue;
    await charger.suspend(1);
    await shortPause();
    await charger.resume(1);
  }
  await charger.stop(1);
  await shortPause();
  await charger.unplug(1);
  await pause(random.between(0, 400));
}

/** A failed Authorize is not queued; it is repeated until it is answered. */
async function authorize(charger: SimulatedCharger, token: string): Promise<void> {
  for (;;) {
    try {
      const { status } = await charger.authorize(token);
      if (status !== "Accepted") throw new Error(`${charger.id}: the token ${token} was answered ${status}`);
      return;
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      await pause(500);
    }
  }
}

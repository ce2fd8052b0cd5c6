/** `npm run charger`: plugs one car into one station and prints what happens. */
import { parseArgs } from "node:util";
import { setTimeout as pause } from "node:timers/promises";
import { type Battery, type CurrentKind } from "./car";
import { OCPP_VERSIONS } from "./ocpp-version";
import { describeEvent } from "./describe-event";
import { defaultUrl } from "./env";
import { UpgradeRefused } from "./rpc";
import { SimulatedCharger } from "./simulated-charger";

const HELP = `npm run charger -- [options]
  --version 1.6|2.0.1|2.1   what it speaks                                 (2.0.1)
  --url URL             the gateway                                        (${defaultUrl})
  --id ID               the station                                        (DEMO-VISITOR)
  --password TEXT       its password                                       (visitor-demo-1)
  --token TOKEN         the driver's token                                 (VISITOR1)
  --minutes N           how long the car charges                           (3)
  --idle-minutes N      how long it keeps the place afterwards             (0)
  --speed N             how many times faster than life its battery fills  (10)
  --power-kw N          what the station can deliver; above 43 it is DC    (22)
  --connectors N                                                           (2)
  --interval N          seconds between meter values                       (5)
  --once                leave when the car has left; otherwise stay and wait for remote starts
Ctrl-C unplugs and leaves.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    version: { type: "string" },
    url: { type: "string", default: defaultUrl },
    id: { type: "string", default: "DEMO-VISITOR" },
    password: { type: "string", default: "visitor-demo-1" },
    token: { type: "string", default: "VISITOR1" },
    minutes: { type: "string", default: "3" },
    "idle-minutes": { type: "string", default: "0" },
    speed: { type: "string", default: "10" },
    "power-kw": { type: "string", default: "22" },
    connectors: { type: "string", default: "2" },
    interval: { type: "string", default: "5" },
    once: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(HELP);
else process.exit(await run());

async function run(): Promise<number> {
  const named = values.version ?? positionals[0] ?? "2.0.1";
  const version = OCPP_VERSIONS.find((known) => known === named);
  if (version === undefined) return printError(`--version must be one of ${OCPP_VERSIONS.join(", ")}, not ${named}`);
  const wrong = (["minutes", "idle-minutes", "speed", "power-kw", "connectors", "interval"] as const).find(
    (name) => !(Number(values[name]) >= 0),
  );
  if (wrong !== undefined) return printError(`--${wrong} must be a number, not ${values[wrong]}`);
  const powerWMax = Math.round(Number(values["power-kw"]) * 1_000);
  const kind: CurrentKind = powerWMax > 43_000 ? "DC" : "AC";
  const charger = new SimulatedCharger({
    id: values.id,
    password: values.password,
    version,
    url: values.url,
    connectors: Number(values.connectors),
    kind,
    powerWMax,
    registerStartWh: registerStartWh(),
    isAutomatic: true,
    meterIntervalS: Number(values.interval),
    driverArrivalMs: 2_000,
    nextBattery: () => testCarBattery(powerWMax, Number(values.speed)),
  });
  charger.on((event) => print(describeEvent(event)));
  return runCharger(charger);
}

async function runCharger(charger: SimulatedCharger): Promise<number> {
  const shutdown = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      shutdown.abort();
      // A second Ctrl-C exits at once.
      process.once(signal, () => process.exit(130));
    });
  }
  try {
    await Promise.race([charger.powerUp(), aborted(shutdown.signal)]);
  } catch (error) {
    return printError(
      error instanceof UpgradeRefused ? refusal(error) : `cannot connect to ${values.url}: ${reason(error)}`,
    );
  }
  // A remote start has a visit of its own, on whichever connector it uses.
  const runningSessions = new Set<Promise<void>>();
  charger.on((event) => {
    if (event.kind === "started") runningSessions.add(finishSession(charger, event.connector, shutdown.signal));
  });
  const hasCharged = shutdown.signal.aborted || (await chargeFirstCar(charger, shutdown.signal));
  await Promise.all(runningSessions);
  if (!values.once) {
    if (!shutdown.signal.aborted) print("waiting for a remote start; Ctrl-C leaves");
    await aborted(shutdown.signal);
    await Promise.all(runningSessions);
  }
  await Promise.race([charger.drained(), pause(5_000)]);
  await charger.shutdown();
  return hasCharged ? 0 : 1;
}

async function chargeFirstCar(charger: SimulatedCharger, signal: AbortSignal): Promise<boolean> {
  await charger.plugIn(1);
  await abortablePause(1_500, signal);
  const { status } = await charger.authorize(values.token);
  const mayStart = status === "Accepted" && charger.connector(1).transaction === undefined && !signal.aborted;
  const started = mayStart ? await charger.start(1, { token: values.token }) : undefined;
  if (charger.connector(1).transaction === undefined) await charger.unplug(1);
  return started?.status === "Accepted" || started?.status === "Queued";
}

/** Plays a visit from the start of its transaction until the car has left. */
async function finishSession(charger: SimulatedCharger, number: number, signal: AbortSignal): Promise<void> {
  const connector = charger.connector(number);
  const isOver = () => connector.transaction === undefined;
  await waitUntilOver(Number(values.minutes), isOver, signal);
  if (!isOver() && !signal.aborted && Number(values["idle-minutes"]) > 0) {
    await charger.suspend(number);
    await waitUntilOver(Number(values["idle-minutes"]), isOver, signal);
  }
  if (!isOver()) await charger.stop(number, { reason: "Local" });
  await abortablePause(1_500, signal);
  await charger.unplug(number);
}

async function waitUntilOver(minutes: number, isOver: () => boolean, signal: AbortSignal): Promise<void> {
  const until = Date.now() + minutes * 60_000;
  while (Date.now() < until && !isOver() && !signal.aborted) await abortablePause(250, signal);
}

/** A car that takes all power offered, arriving with a fifth of its charge. */
function testCarBattery(powerW: number, speed: number): Battery {
  const capacityWh = Math.round(64_000 / Math.max(1, speed));
  const car = {
    model: "family estate",
    capacityWh,
    maxAcPowerW: powerW,
    maxDcPowerW: powerW,
    phases: 3,
    targetSoc: 0.95,
  } as const;
  return { car, storedWh: capacityWh * 0.2 };
}

/**
 * Grows by 24 kWh an hour since 2025, so that a restarted station does not show less than before.
 */
function registerStartWh(): number {
  return Math.max(0, Math.floor((Date.now() - Date.UTC(2025, 0, 1)) / 60_000)) * 400;
}

function refusal(error: UpgradeRefused): string {
  const why =
    error.httpStatus === 401
      ? "wrong station id or password"
      : error.httpStatus === 404
        ? "no such station"
        : "see the gateway's log";
  return `the gateway refused ${values.id} with HTTP ${error.httpStatus}: ${why}`;
}

function reason(error: unknown): string {
  return error instanceof Error ? (error.message === "" ? error.name : error.message) : String(error);
}

function printError(sentence: string): number {
  console.error(sentence);
  return 1;
}

function print(line: string | undefined): void {
  if (line !== undefined) console.log(`${new Date().toLocaleTimeString("en-GB")}  ${line}`);
}

async function abortablePause(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

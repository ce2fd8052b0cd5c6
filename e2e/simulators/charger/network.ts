/** The demo network: a few stations that play days against a gateway until a signal. */
import { setMaxListeners } from "node:events";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { arrivingBattery } from "./car";
import { randomFrom } from "./seeded-random";
import { type ChargerEvent } from "./charger-events";
import { simulateDays } from "./day";
import { describeEvent } from "./describe-event";
import { type DemoStation, parseStations, readStationsFile } from "./demo-stations";
import { defaultUrl, demoStationsJson } from "./env";
import { readMeters, writeMeters } from "./meters";
import { SimulatedCharger } from "./simulated-charger";

const SAVE_METERS_INTERVAL_MS = 5_000;
const FAULTS_AFTER_MS = 10 * 60_000;
const SHUTDOWN_TIMEOUT_MS = 1_500;

const HELP = `tsx e2e/simulators/charger/network.ts [options]
  --stations FILE   JSON array of {id, password, version, connectors, powerKw, kind, tokens}  (.data/demo-stations.json)
  --url URL         the gateway                                                              (${defaultUrl})
  --speed N         how many times faster than life cars come, fill and go                   (6)
The list may also be given in the variable DEMO_STATIONS.`;

const { values } = parseArgs({
  options: {
    stations: { type: "string", default: ".data/demo-stations.json" },
    url: { type: "string", default: defaultUrl },
    speed: { type: "string", default: "6" },
    help: { type: "boolean", default: false },
  },
});

let isOutageReported = false;

if (values.help) console.log(HELP);
else await run();

async function run(): Promise<void> {
  const shutdown = new AbortController();
  // Every connector of every station listens to the same signal.
  setMaxListeners(0, shutdown.signal);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => shutdown.abort());
  const stations = await waitForStations(shutdown.signal);
  const metersPath = join(dirname(values.stations), "demo-meters.json");
  const meters = await readMeters(metersPath);
  const chargers = stations.map((station) => makeCharger(station, meters.get(station.id)));
  console.log(`${chargers.length} demo stations on ${values.url}, ${values.speed} times faster than life`);
  const days = chargers.flatMap((charger, index) =>
    startCharger(charger, stations[index]?.tokens ?? [], index, shutdown.signal),
  );
  while (!shutdown.signal.aborted) {
    await pause(SAVE_METERS_INTERVAL_MS, undefined, { signal: shutdown.signal }).catch(() => undefined);
    await writeMeters(metersPath, chargers);
  }
  await Promise.race([stopAll(chargers, days), pause(SHUTDOWN_TIMEOUT_MS)]);
  await writeMeters(metersPath, chargers);
  process.exit(0);
}

/** Returns the list once it exists: on a first start the seed may still be writing it. */
async function waitForStations(signal: AbortSignal): Promise<readonly DemoStation[]> {
  if (demoStationsJson !== undefined && demoStationsJson !== "")
    return parseStations(demoStationsJson, "DEMO_STATIONS");
  for (let tries = 0; !signal.aborted; tries += 1) {
    const stations = await readStationsFile(values.stations);
    if (stations !== undefined) return stations;
    if (tries === 0) console.log(`waiting for ${values.stations}`);
    await pause(1_000, undefined, { signal }).catch(() => undefined);
  }
  return [];
}

function makeCharger(station: DemoStation, registerWh: number | undefined): SimulatedCharger {
  const random = randomFrom(station.id);
  const identity =
    station.kind === "DC"
      ? {
          vendor: "Norrvolt",
          model: `HPC ${station.powerKw}`,
          serialNumber: `NV-${station.id}`,
          firmwareVersion: "2.8.0",
        }
      : {
          vendor: "Atlantic Charge",
          model: `AC-${station.powerKw} Duo`,
          serialNumber: `AC-${station.id}`,
          firmwareVersion: "4.2.1",
        };
  const charger = new SimulatedCharger({
    id: station.id,
    password: station.password,
    version: station.version,
    url: values.url,
    connectors: station.connectors,
    kind: station.kind,
    powerWMax: Math.round(station.powerKw * 1_000),
    registerStartWh: registerWh ?? Math.floor(random.between(400_000, 60_000_000)),
    identity,
    isAutomatic: true,
    meterIntervalS: 10,
    driverArrivalMs: 3_000,
    nextBattery: () => arrivingBattery(random, station.kind, Number(values.speed)),
    reconnect: { firstMs: 500, maxMs: 10_000 },
    keepExchanges: 50,
  });
  charger.on((event) => report(charger.id, event));
  return charger;
}

/** Connects a station and lets cars come, the first ones within seconds. */
function startCharger(
  charger: SimulatedCharger,
  tokens: readonly string[],
  index: number,
  signal: AbortSignal,
): Promise<void>[] {
  const random = randomFrom(`${charger.id} ${Date.now()}`);
  const speed = Number(values.speed);
  const faultsFrom = new Date(Date.now() + FAULTS_AFTER_MS);
  charger.stayOnline();
  return charger.connectors.map(async ({ number }) => {
    const isFirst = number === 1;
    const firstArrivalMs = isFirst ? 1_500 + index * 1_200 : (random.between(2, 40) * 60_000) / speed;
    await simulateDays(charger, number, { random, tokens, speed, firstArrivalMs, faultsFrom, signal });
  });
}

/** Ends transactions as in a power cut, as far as the connection still delivers it. */
async function stopAll(chargers: readonly SimulatedCharger[], days: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(days);
  const running = chargers.flatMap((charger) =>
    charger.connectors
      .filter(({ transaction }) => transaction !== undefined)
      .map(({ number }) => charger.stop(number, { reason: "PowerLoss" })),
  );
  await Promise.allSettled(running);
  await Promise.allSettled(chargers.map(async (charger) => charger.shutdown()));
}

/** Prints one line for notable events; meter values and ordinary visits are not printed. */
function report(id: string, event: ChargerEvent): void {
  if (!isWorthReporting(event)) return;
  const line = describeEvent(event);
  if (line !== undefined) console.log(`${id}  ${line}`);
}

function isWorthReporting(event: ChargerEvent): boolean {
  if (event.kind === "connect-failed") {
    // An unreachable gateway is one line, not one for every station and attempt.
    const isFirstReport = !isOutageReported;
    isOutageReported = true;
    return isFirstReport;
  }
  if (event.kind === "connected") isOutageReported = false;
  if (event.kind === "booted" || event.kind === "authorized") return event.status !== "Accepted";
  if (event.kind === "started") return event.status !== "Accepted" && event.status !== "Queued";
  return event.kind === "exchange" && (event.exchange.direction === "received" || event.exchange.error !== undefined);
}

/** `npm run load`: how much the gateway carries, and what a message costs. Bounded in messages and in time. */
import { once } from "node:events";
import { parseArgs } from "node:util";
import { setTimeout as pause } from "node:timers/promises";
import { STATION_PASSWORD } from "@/e2e/faults/found-operator";
import { type GatewayUnderLoad, startGatewayUnderLoad, stationId, TOKEN } from "./gateway-under-load";
import { LoadStation } from "./load-station";
import { cpuSeconds, residentMib } from "./process-cost";

const HELP = `npm run load -- [options]
  --stations N       how many stations, each with one call in flight       (200)
  --meter-values M   readings of each station's session                    (100)
  --seconds S        the charging lasts this long at most                  (120)
  --idle S           only connect, hold for S seconds and tell the memory
  --serve            only prepare gateway and stations, for another generator; Ctrl-C ends
  --cpu-prof DIR     let Node write a CPU profile of the gateway there`;

const { values } = parseArgs({
  options: {
    stations: { type: "string", default: "200" },
    "meter-values": { type: "string", default: "100" },
    seconds: { type: "string", default: "120" },
    idle: { type: "string", default: "0" },
    serve: { type: "boolean", default: false },
    "cpu-prof": { type: "string" },
    help: { type: "boolean", default: false },
  },
});

const HANDSHAKES_AT_ONCE = 64;

if (values.help) console.log(HELP);
else process.exit(await main());

async function main(): Promise<number> {
  const numbers = [values.stations, values["meter-values"], values.seconds, values.idle].map(Number);
  if (numbers.some((number) => !Number.isInteger(number) || number < 0)) {
    console.error("The numbers must be whole and not below zero: npm run load -- --help");
    return 2;
  }
  const [stations = 0, samples = 0, seconds = 0, idle = 0] = numbers;
  const profile = values["cpu-prof"];
  const flags = profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${profile}`];
  const gateway = await startGatewayUnderLoad(stations, flags);
  try {
    if (values.serve) return await serve(gateway);
    return idle > 0 ? await holdIdle(gateway, stations, idle) : await charge(gateway, stations, samples, seconds);
  } finally {
    await gateway.stop();
  }
}

async function serve({ url, databaseUrl, pids }: GatewayUnderLoad): Promise<number> {
  const facts = {
    url: `${url}/{id}`,
    idTemplate: "LOAD{n}",
    password: STATION_PASSWORD,
    token: TOKEN,
    databaseUrl,
    pids,
  };
  console.log(JSON.stringify(facts));
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM"), orphaned()]);
  return 0;
}

/** npm may die without passing its signal on. */
async function orphaned(): Promise<void> {
  for (const parent = process.ppid; process.ppid === parent; ) await pause(1_000);
}

async function charge(gateway: GatewayUnderLoad, count: number, samples: number, seconds: number): Promise<number> {
  const stations = await connectAll(gateway, count);
  await Promise.all(stations.map(async (station) => station.boot()));
  await Promise.all(stations.map(async (station) => station.start(samples)));
  const before = cpuOf(gateway);
  const begun = performance.now();
  const isOver = () => performance.now() - begun > seconds * 1_000;
  await Promise.all(stations.map(async (station) => station.meter(samples, isOver)));
  const tookS = (performance.now() - begun) / 1_000;
  const after = cpuOf(gateway);
  await Promise.all(stations.map(async (station) => station.stop()));
  for (const station of stations) station.leave();
  const acknowledged = stations.reduce((sum, { metered }) => sum + metered, 0);
  const stored = await storedOf(gateway);
  const cost = (name: "gateway" | "postgres") => {
    const [from, to] = [before[name], after[name]];
    return from === null || to === null ? "not known" : `${(((to - from) * 1e6) / acknowledged).toFixed(1)} µs`;
  };
  print([
    ["stations", String(count)],
    ["messages", `${acknowledged} MeterValues of 4 values acknowledged in ${tookS.toFixed(1)} s`],
    ["per second", (acknowledged / tookS).toFixed(0)],
    ["CPU a message", `gateway ${cost("gateway")}, Postgres ${cost("postgres")}`],
    ["stored", `${stored.readings} readings, ${stored.messages} messages in the log`],
    ["memory", `gateway ${residentMib(gateway.pids.gateway)?.toFixed(0) ?? "?"} MiB`],
  ]);
  if (stored.readings === acknowledged && stored.messages === acknowledged) return 0;
  console.error("What was acknowledged is not what is stored.");
  return 1;
}

async function holdIdle(gateway: GatewayUnderLoad, count: number, seconds: number): Promise<number> {
  const before = residentMib(gateway.pids.gateway);
  const stations = await connectAll(gateway, count);
  await pause(seconds * 1_000);
  const after = residentMib(gateway.pids.gateway);
  for (const station of stations) station.leave();
  const each = before === null || after === null ? "?" : (((after - before) * 1_024) / count).toFixed(1);
  print([
    ["connections", String(count)],
    ["memory", `gateway ${before?.toFixed(0) ?? "?"} → ${after?.toFixed(0) ?? "?"} MiB: ${each} KiB a connection`],
  ]);
  return 0;
}

async function connectAll({ url }: GatewayUnderLoad, count: number): Promise<readonly LoadStation[]> {
  const stations = Array.from({ length: count }, (_, index) => new LoadStation(url, stationId(index + 1)));
  for (let from = 0; from < count; from += HANDSHAKES_AT_ONCE) {
    await Promise.all(stations.slice(from, from + HANDSHAKES_AT_ONCE).map(async (station) => station.connect()));
  }
  return stations;
}

function cpuOf({ pids }: GatewayUnderLoad) {
  return { gateway: cpuSeconds(pids.gateway), postgres: cpuSeconds(pids.postgres) };
}

async function storedOf({ sql }: GatewayUnderLoad): Promise<{ readings: number; messages: number }> {
  const [stored] = await sql<{ readings: number; messages: number }[]>`
    select (select count(*)::int from meter_readings) as readings,
           (select count(*)::int from ocpp_messages where action = 'MeterValues' and answer is not null) as messages`;
  return stored ?? { readings: 0, messages: 0 };
}

function print(lines: readonly (readonly [string, string])[]): void {
  console.log(lines.map(([name, text]) => `${name.padEnd(15)}${text}`).join("\n"));
}

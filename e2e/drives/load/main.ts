/**
 * `npm run load`: measures the gateway's throughput and the cost of a message, within a limit of
 * messages and time.
 */
import { once } from "node:events";
import { parseArgs } from "node:util";
import { setTimeout as pause } from "node:timers/promises";
import { STATION_PASSWORD } from "@/e2e/drives/faults/create-operator";
import { type GatewayUnderLoad, startGatewayUnderLoad, stationId, TOKEN } from "./gateway-under-load";
import { LoadStation } from "./load-station";
import { type Charged, charge } from "./charge";
import { residentMib } from "./process-cost";
import { startReference } from "./start-reference";

const HELP = `npm run load -- [options]
  --stations N       how many stations, each with one call in flight       (200)
  --meter-values M   readings of each station's session                    (100)
  --seconds S        the charging lasts this long at most                  (120)
  --flawed           every reading has one flaw: a field too many
  --reference        afterwards the same against the least that a durable server can do, and the ratio to it
  --idle S           only connect, hold for S seconds and print the memory
  --serve            only prepare gateway and stations, for another generator; Ctrl-C ends
  --cpu-prof DIR     let Node write a CPU profile of the gateway there`;

const { values } = parseArgs({
  options: {
    stations: { type: "string", default: "200" },
    "meter-values": { type: "string", default: "100" },
    seconds: { type: "string", default: "120" },
    idle: { type: "string", default: "0" },
    flawed: { type: "boolean", default: false },
    reference: { type: "boolean", default: false },
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
    if (idle > 0) return await holdIdle(gateway, stations, idle);
    const load = { stations, samples, seconds, isFlawed: values.flawed };
    const [ours, isComplete] = await chargeAndCompare(gateway, load);
    if (values.reference) await chargeReference(gateway, load, ours);
    return isComplete ? 0 : 1;
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
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM"), untilParentExits()]);
  return 0;
}

/** npm may end without forwarding its signal. */
async function untilParentExits(): Promise<void> {
  for (const parent = process.ppid; process.ppid === parent; ) await pause(1_000);
}

type Load = {
  readonly stations: number;
  readonly samples: number;
  readonly seconds: number;
  readonly isFlawed: boolean;
};

/** @returns the cost, and whether everything acknowledged is stored */
async function chargeAndCompare(gateway: GatewayUnderLoad, load: Load): Promise<readonly [Charged, boolean]> {
  const stations = await connectAll(gateway.url, load.stations, load.isFlawed);
  const charged = await charge(stations, load, gateway.pids);
  const stored = await storedOf(gateway);
  print([
    ["stations", String(load.stations)],
    ...linesOf(charged, "gateway"),
    ["stored", `${stored.readings} readings, ${stored.messages} messages in the log, ${stored.records} charge records`],
    ["memory", `gateway ${residentMib(gateway.pids.gateway)?.toFixed(0) ?? "?"} MiB`],
  ]);
  const isComplete = [stored.readings, stored.messages].every((rows) => rows === charged.metered);
  if (!isComplete) console.error("What was acknowledged is not what is stored.");
  return [charged, isComplete];
}

async function chargeReference({ databaseUrl, pids }: GatewayUnderLoad, load: Load, ours: Charged): Promise<void> {
  const reference = await startReference(databaseUrl);
  try {
    const stations = await connectAll(reference.url, load.stations, load.isFlawed);
    const theirs = await charge(stations, load, { gateway: reference.pid, postgres: pids.postgres });
    const times = (of: (charged: Charged) => number | null) => {
      const [own, other] = [of(ours), of(theirs)];
      return own === null || other === null ? "?" : (own / other).toFixed(2);
    };
    const together = times(({ gateway, postgres }) => sum(gateway, postgres));
    const parts = `gateway ${times(({ gateway }) => gateway)} ×, Postgres ${times(({ postgres }) => postgres)} ×`;
    print([
      ["", ""],
      ["reference", "parses, shares commits; no schemas, sessions, log or prices"],
      ...linesOf(theirs, "server"),
      ["ratio", `${together} × the CPU of the reference: ${parts}`],
    ]);
  } finally {
    await reference.stop();
  }
}

function linesOf(charged: Charged, server: string): readonly (readonly [string, string])[] {
  const { messages, metered, tookS, meteringS, startsS, endsS, gateway, postgres } = charged;
  return [
    ["messages", `${messages} acknowledged in ${tookS.toFixed(1)} s, ${metered} of them MeterValues of 4 values`],
    ["per second", `${(metered / meteringS).toFixed(0)} MeterValues`],
    ["all at once", `starts ${startsS.toFixed(2)} s, ends ${endsS.toFixed(2)} s`],
    ["CPU a message", `${micros(sum(gateway, postgres))}: ${server} ${micros(gateway)}, Postgres ${micros(postgres)}`],
  ];
}

function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

function micros(value: number | null): string {
  return value === null ? "not known" : `${value.toFixed(1)} µs`;
}

async function holdIdle(gateway: GatewayUnderLoad, count: number, seconds: number): Promise<number> {
  const before = residentMib(gateway.pids.gateway);
  const stations = await connectAll(gateway.url, count, false);
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

async function connectAll(url: string, count: number, isFlawed: boolean): Promise<readonly LoadStation[]> {
  const stations = Array.from({ length: count }, (_, index) => new LoadStation(url, stationId(index + 1), isFlawed));
  for (let from = 0; from < count; from += HANDSHAKES_AT_ONCE) {
    await Promise.all(stations.slice(from, from + HANDSHAKES_AT_ONCE).map(async (station) => station.connect()));
  }
  return stations;
}

async function storedOf({ sql }: GatewayUnderLoad): Promise<{ readings: number; messages: number; records: number }> {
  const [stored] = await sql<{ readings: number; messages: number; records: number }[]>`
    select (select count(*)::int from meter_readings) as readings,
           (select count(*)::int from charge_records) as records,
           (select count(*)::int from ocpp_messages where action = 'MeterValues' and answer is not null) as messages`;
  return stored ?? { readings: 0, messages: 0, records: 0 };
}

function print(lines: readonly (readonly [string, string])[]): void {
  console.log(lines.map(([name, text]) => `${name.padEnd(15)}${text}`).join("\n"));
}

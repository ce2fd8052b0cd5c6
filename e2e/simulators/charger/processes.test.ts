import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FakeCsms } from "./fake-csms";
import { asPayload } from "./rpc";

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const PROCESS_TIMEOUT = { timeout: 45_000 };

let csms: FakeCsms;
let folder: string;
let child: ChildProcess | undefined;

beforeEach(async () => {
  csms = new FakeCsms("2.0.1");
  await csms.listen();
  folder = await mkdtemp(join(tmpdir(), "charger-"));
});

afterEach(async () => {
  if (child?.exitCode === null) child.kill("SIGKILL");
  await csms.kill();
  await rm(folder, { recursive: true });
  csms.expectNoProblems();
});

/** Runs a command of this folder; `ended` resolves with its exit code and output. */
function run(file: string, args: readonly string[]) {
  const started = spawn(process.execPath, ["--import", "tsx", here(file), "--url", csms.url, ...args]);
  child = started;
  let printed = "";
  for (const stream of [started.stdout, started.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      printed += chunk.toString("utf8");
    });
  }
  const ended = once(started, "exit").then(([code]: unknown[]) => ({ code, printed }));
  return { child: started, ended };
}

const lastEvent = () => csms.payloads("TransactionEvent").at(-1);
const isCharging = () =>
  csms
    .payloads("TransactionEvent")
    .some((event) => asPayload(event["transactionInfo"])["chargingState"] === "Charging");

test("npm run charger plugs one car in, charges, unplugs and exits", PROCESS_TIMEOUT, async () => {
  const { ended } = run("main.ts", ["--version", "2.0.1", "--id", "CLI-1", "--once", "--minutes", "0.01"]);
  const { code, printed } = await ended;
  expect(printed).toContain("token VISITOR1: Accepted");
  expect(printed).toContain("the car leaves");
  expect(code).toBe(0);
  expect(lastEvent()).toMatchObject({ eventType: "Ended", triggerReason: "StopAuthorized" });
  expect(csms.payloads("StatusNotification").at(-1)).toMatchObject({ connectorStatus: "Available" });
});

test("npm run charger unplugs cleanly on Ctrl-C", PROCESS_TIMEOUT, async () => {
  const cli = run("main.ts", ["--id", "CLI-1", "--minutes", "30"]);
  await expect.poll(isCharging, PROCESS_TIMEOUT).toBe(true);
  cli.child.kill("SIGINT");
  expect((await cli.ended).code).toBe(0);
  expect(lastEvent()).toMatchObject({ eventType: "Ended" });
  expect(csms.payloads("StatusNotification").at(-1)).toMatchObject({ connectorStatus: "Available" });
});

test("npm run charger prints the reason when the gateway refuses the station", PROCESS_TIMEOUT, async () => {
  const { code, printed } = await run("main.ts", ["--id", "UNKNOWN", "--once"]).ended;
  expect(printed.trim()).toBe("the gateway refused UNKNOWN with HTTP 401: wrong station id or password");
  expect(code).toBe(1);
});

const stations = [
  { id: "NET-1", password: "secret-1", version: "2.0.1", connectors: 1, powerKw: 22, kind: "AC", tokens: ["A"] },
  { id: "NET-2", password: "secret-2", version: "2.0.1", connectors: 1, powerKw: 150, kind: "DC", tokens: ["B"] },
];

test(
  "the demo network charges cars, ends their sessions on a signal and saves its meters",
  PROCESS_TIMEOUT,
  async () => {
    const list = join(folder, "stations.json");
    await writeFile(list, JSON.stringify(stations));
    const network = run("network.ts", ["--stations", list]);
    const startedTokens = () =>
      csms.payloads("TransactionEvent").map((event) => asPayload(event["idToken"])["idToken"]);
    await expect.poll(startedTokens, PROCESS_TIMEOUT).toEqual(expect.arrayContaining(["A", "B"]));
    await expect.poll(isCharging, PROCESS_TIMEOUT).toBe(true);
    network.child.kill("SIGTERM");
    expect((await network.ended).code).toBe(0);
    const ends = csms.payloads("TransactionEvent").filter(({ eventType }) => eventType === "Ended");
    expect(ends.map((event) => asPayload(event["transactionInfo"])["stoppedReason"])).toEqual([
      "PowerLoss",
      "PowerLoss",
    ]);
    const meters = asPayload(JSON.parse(await readFile(join(folder, "demo-meters.json"), "utf8")));
    expect(Object.keys(meters)).toEqual(["NET-1", "NET-2"]);
  },
);

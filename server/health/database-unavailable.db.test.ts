import { type ChildProcess, spawn } from "node:child_process";
import { request } from "node:http";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { migrate } from "@/db/migrate";
import { type ScratchPostgres, startScratchPostgres } from "@/db/embedded/scratch-postgres.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PROGRAMS = { gateway: "ocpp-gateway/main.ts", worker: "server/worker.ts" } as const;

type Running = { readonly child: ChildProcess; readonly ended: Promise<number | null>; readonly output: () => string };

let postgres: ScratchPostgres;
const started: Running[] = [];

beforeAll(async () => {
  postgres = await startScratchPostgres();
  await migrate(postgres.url);
});
afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    child.kill("SIGKILL");
    await ended;
  }
});
afterAll(() => postgres.stop());

describe("the database starts after the process", () => {
  test("the gateway says that it is down, sends stations away for a while, and opens when it answers", async () => {
    await postgres.kill9();
    const port = await freePort();
    const gateway = run("gateway", { DATABASE_URL: postgres.url, GATEWAY_PORT: String(port) });
    await until(() => gateway.output().includes("does not answer"));

    expect(await health(port)).toEqual({ status: 503, database: "down" });
    expect(await handshake(port)).toBe(503);
    expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(200);

    await postgres.restart();
    await until(() => gateway.output().includes("Stations connect to"));
    expect(await health(port)).toEqual({ status: 200, database: "up" });
    expect(await handshake(port)).toBe(401); // now its password is looked at
    const { host } = new URL(postgres.url);
    expect(gateway.output().match(/does not answer/g)).toHaveLength(1);
    expect(gateway.output()).toContain(`Postgres does not answer at ${host}`);
    expect(gateway.output()).not.toContain("scratch");
  });

  test("the worker waits for it, then takes jobs", async () => {
    await postgres.kill9();
    const worker = run("worker", { DATABASE_URL: postgres.url });
    await until(() => worker.output().includes("does not answer"));
    await postgres.restart();
    await until(() => worker.output().includes("taking jobs"));
    worker.child.kill("SIGTERM");
    expect(await worker.ended).toBe(0);
  });

  test.each(["gateway", "worker"] as const)("the %s can be stopped while it waits", async (name) => {
    const unreachableUrl = `postgres://postgres:scratch@127.0.0.1:${await freePort()}/corrente`;
    const program = run(name, { DATABASE_URL: unreachableUrl, GATEWAY_PORT: String(await freePort()) });
    await until(() => program.output().includes("does not answer"));
    program.child.kill("SIGTERM");
    expect(await program.ended).toBe(0);
  });
});

describe("a permanent database error ends the process with one sentence", () => {
  const wrong = (change: (url: URL) => void) => {
    const url = new URL(postgres.url);
    change(url);
    return url.href;
  };
  const cases: readonly (readonly [string, () => string, RegExp])[] = [
    ["no database", () => "", /DATABASE_URL is not set/],
    ["no URL", () => "corrente@db", /DATABASE_URL must be a URL like/],
    [
      "a wrong password",
      () => wrong((url) => (url.password = "guess-7")),
      /refuses the login postgres: see DATABASE_URL/,
    ],
    ["another database's name", () => wrong((url) => (url.pathname = "/elsewhere")), /has no database "elsewhere"/],
    ["no migration", () => wrong((url) => (url.pathname = "/postgres")), /run `npm run db:migrate`/],
  ];
  for (const [name, url, sentence] of cases)
    test(`${name}`, async () => {
      const settings = { DATABASE_URL: url(), GATEWAY_PORT: String(await freePort()) };
      const programs = [run("gateway", settings), run("worker", settings)];
      for (const { ended, output } of programs) {
        expect(await ended).toBe(1);
        expect(output()).toMatch(sentence);
        expect(output()).not.toContain("guess-7");
      }
    });
});

function run(name: keyof typeof PROGRAMS, env: Readonly<Record<string, string>>): Running {
  const child = spawn(process.execPath, ["--import", "tsx", PROGRAMS[name]], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: "production", LOG_LEVEL: "info", LOG_STYLE: "line", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text: Buffer) => {
      output += text.toString("utf8");
    });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const running = { child, ended, output: () => output };
  started.push(running);
  return running;
}

async function health(port: number): Promise<{ status: number; database: unknown }> {
  const response = await fetch(`http://127.0.0.1:${port}/health`);
  const body: unknown = await response.json();
  return { status: response.status, database: (body as { database: unknown }).database };
}

/** The HTTP status with which a station's handshake is refused. */
async function handshake(port: number): Promise<number> {
  const headers = {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    "sec-websocket-version": "13",
    "sec-websocket-protocol": "ocpp1.6",
    authorization: `Basic ${Buffer.from("CP-1:nobody-knows-this").toString("base64")}`,
  };
  return new Promise((resolve, reject) => {
    const upgradeRequest = request({ host: "127.0.0.1", port, path: "/ocpp/CP-1", headers });
    upgradeRequest.once("response", (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    upgradeRequest.once("error", reject);
    upgradeRequest.end();
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

/** Waits until something is true; the test's own time limit is the only clock. */
async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await sleep(20);
}

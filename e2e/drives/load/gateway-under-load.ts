/**
 * The product's gateway alone, bundled as in a deployment, on a temporary Postgres with fsync, with
 * the stations of the load.
 */
import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import postgres, { type Sql } from "postgres";
import { createOperator } from "@/e2e/drives/faults/create-operator";
import { freePort } from "@/e2e/stack/stack";
import { end, firstLine, launch, run } from "./processes";

export const TOKEN = "LOADTAG";

/** LOAD00001, LOAD00002, … */
export const stationId = (number: number): string => `LOAD${String(number).padStart(5, "0")}`;

export type GatewayUnderLoad = {
  /** The address ws://host:port/ocpp, without a station's id. */
  readonly url: string;
  readonly databaseUrl: string;
  readonly pids: { readonly gateway: number; readonly postgres: number };
  /** A connection of the database's owner. */
  readonly sql: Sql;
  readonly stop: () => Promise<void>;
};

/** Runs in a process of its own; the database stops with it. */
const DATABASE_SCRIPT = `
  import { readFileSync } from "node:fs";
  import { startScratchPostgres } from "./db/embedded/scratch-postgres.mjs";
  const scratch = await startScratchPostgres({ durable: true });
  const pid = Number(readFileSync(scratch.dataDir + "/postmaster.pid", "utf8").split("\\n")[0]);
  console.log(JSON.stringify({ url: scratch.url, pid }));
  process.stdin.resume().once("end", () => void scratch.stop().then(() => process.exit(0)));`;

const BUNDLE_SCRIPT = `
  import { bundle } from "./server/launch/bundle.mjs";
  await bundle({ "gateway-under-load": "ocpp-gateway/main.ts" });`;

const START_TIMEOUT_MS = 60_000;

/** @param flags options of Node before the script, such as a profiler's */
export async function startGatewayUnderLoad(stations: number, flags: readonly string[]): Promise<GatewayUnderLoad> {
  if (!existsSync(".generated/ocpp")) await run(["ocpp-gateway/dialect/generate.mjs"], {});
  await run(["--input-type=module", "-e", BUNDLE_SCRIPT], {});
  const database = await startDatabase();
  const sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  try {
    await run(["--import", "tsx", "db/migrate-command.ts"], { DATABASE_URL: database.url });
    await createOperator(sql, {
      slug: "load",
      stations: Array.from({ length: stations }, (_, index) => stationId(index + 1)),
      accounts: [{ name: "Rita Lopes", kind: "driver", tokens: [TOKEN] }],
    });
    await sql`vacuum analyze`;
    const gateway = await startGateway(database.url, flags);
    return {
      url: `${gateway.url}/ocpp`,
      databaseUrl: database.url,
      pids: { gateway: gateway.pid, postgres: database.pid },
      sql,
      stop: async () => {
        await end(gateway.child, () => gateway.child.kill("SIGTERM"));
        await sql.end({ timeout: 5 });
        await end(database.child, () => database.child.stdin?.end());
      },
    };
  } catch (error) {
    await sql.end({ timeout: 5 });
    await end(database.child, () => database.child.stdin?.end());
    throw error;
  }
}

async function startDatabase(): Promise<{ child: ChildProcess; url: string; pid: number }> {
  const child = launch(["--input-type=module", "-e", DATABASE_SCRIPT], {}, "pipe");
  const { url, pid } = JSON.parse(await firstLine(child)) as { url: string; pid: number };
  return { child, url, pid };
}

async function startGateway(databaseUrl: string, flags: readonly string[]) {
  const port = await freePort();
  const env = { DATABASE_URL: databaseUrl, GATEWAY_PORT: String(port), NODE_ENV: "production", LOG_LEVEL: "warn" };
  const child = launch([...flags, "--max-semi-space-size=32", ".build/gateway-under-load.mjs"], env, "ignore");
  for (const until = Date.now() + START_TIMEOUT_MS; Date.now() < until && child.exitCode === null; await pause(50)) {
    if ((await isHealthy(`http://127.0.0.1:${port}/health`)) && child.pid)
      return { child, url: `ws://127.0.0.1:${port}`, pid: child.pid };
  }
  child.kill("SIGKILL");
  throw new Error("The gateway did not come up.");
}

async function isHealthy(address: string): Promise<boolean> {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(1_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

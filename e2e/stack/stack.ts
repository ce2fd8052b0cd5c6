/** The whole product, started by `npm start` on free ports with a data folder of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { cleanEnvironment } from "./env";

const BUILD_AND_START_MS = 10 * 60_000;
const STOP_MS = 90_000;

export type ProcessName = "postgres" | "portal" | "gateway" | "worker" | "stripe" | "mailbox" | "chargers";

/** The launcher's `running.json`; null for a simulator that does not run. */
export type Running = {
  readonly pid: number;
  readonly isReady: boolean;
  readonly portalUrl: string;
  /** ws://host:port, without /ocpp */
  readonly gatewayUrl: string;
  readonly databaseUrl: string;
  readonly inboxUrl: string | null;
  readonly smtpUrl: string | null;
  readonly stripeUrl: string | null;
  readonly stripeWebhookSecret: string | null;
  readonly processes: Readonly<Partial<Record<ProcessName, number | null>>>;
};

export type Stack = {
  readonly running: Running;
  readonly runningFile: string;
  /** The output of all processes. */
  readonly logFile: string;
  /** Sends SIGKILL; the launcher restarts the process. Returns the pid that was killed. */
  readonly kill9: (name: ProcessName) => number;
  /** Stops everything and removes its data. */
  readonly stop: () => Promise<void>;
};

export type StackOptions = {
  /** False: no seed, no stand-ins, no chargers. */
  readonly isDemo?: boolean;
  /** Further environment variables of the product; they override the defaults. */
  readonly env?: Readonly<Record<string, string>>;
};

/**
 * Returns when portal and gateway answer and the demo is seeded. Builds first when the sources
 * changed. When this process dies, the product stops by itself.
 * @throws with the end of the log when the product ends instead of starting
 */
export async function startStack({ isDemo = true, env = {} }: StackOptions = {}): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), "corrente-stack-"));
  const logFile = join(folder, "stack.log");
  const runningFile = join(folder, "running.json");
  await writeFile(join(folder, "ports.json"), JSON.stringify(await simulatorPorts()));
  const own = {
    DATA_DIR: folder,
    PORT: String(await freePort()),
    GATEWAY_PORT: String(await freePort()),
    DEMO: isDemo ? "1" : "0",
    CORRENTE_FOLLOWS: "1",
    ...env,
  };
  const child = launch(logFile, cleanEnvironment(own));
  const stop = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(child, runningFile, logFile);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    running: readRunning(runningFile),
    runningFile,
    logFile,
    kill9: (name) => {
      const pid = readRunning(runningFile).processes[name];
      if (!pid) throw new Error(`${name} is not running`);
      process.kill(pid, "SIGKILL");
      return pid;
    },
    stop,
  };
}

/** The processes at this moment; a restarted process has a new pid. */
export function readRunning(runningFile: string): Running {
  return JSON.parse(readFileSync(runningFile, "utf8")) as Running;
}

function launch(logFile: string, env: Record<string, string>): ChildProcess {
  const log = openSync(logFile, "a", 0o600);
  const follow = pathToFileURL(resolve("server/launch/follow-parent.mjs")).href;
  const child = spawn(process.execPath, ["--import", follow, "server/launch/start.mjs"], {
    env: env as NodeJS.ProcessEnv,
    stdio: ["ignore", log, log, "ipc"],
    detached: true,
  });
  closeSync(log);
  return child;
}

async function untilReady(child: ChildProcess, runningFile: string, logFile: string): Promise<void> {
  const deadline = Date.now() + BUILD_AND_START_MS;
  while (Date.now() < deadline) {
    if (existsSync(runningFile) && readRunning(runningFile).isReady) return;
    if (child.exitCode !== null || child.signalCode !== null) break;
    await pause(100);
  }
  const output = readFileSync(logFile, "utf8").split("\n").slice(-40).join("\n");
  throw new Error(`Corrente did not start. The end of its log:\n${output}`);
}

async function end(child: ChildProcess): Promise<void> {
  const hasExited = () => child.exitCode !== null || child.signalCode !== null;
  child.kill("SIGTERM");
  for (const limit = Date.now() + STOP_MS; !hasExited() && Date.now() < limit; ) await pause(50);
  if (!hasExited()) child.kill("SIGKILL");
}

/**
 * The launcher uses these ports (server/launch/demo.mjs). Its defaults are the same for every
 * product on this machine and would collide.
 */
async function simulatorPorts(): Promise<Record<string, number>> {
  return { stripe: await freePort(), mailboxSmtp: await freePort(), mailboxHttp: await freePort() };
}

/** @returns a port of the loopback address that is free now */
export function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => found(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/**
 * The database of a newcomer: a real Postgres below the project, there when DATABASE_URL is not.
 */
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { clusterHome } from "./cluster-home.mjs";
import { initialise, isInitialised, start, stop } from "./cluster.mjs";
import { freePortFrom, tryPort } from "./free-port.mjs";
import { isAlive, livePostmaster } from "./postmaster-file.mjs";

const FIRST_PORT = 5434;
const DATABASE = "corrente";
const LOG_LIMIT_BYTES = 20_000_000;

/**
 * @typedef {object} EmbeddedPostgres
 * @property {string} url for the owner of the database; changes never while the data lives, unless
 *   its port is taken
 * @property {string} dataDir
 * @property {boolean} isAdopted true: it was already running on that directory
 * @property {() => number | null} pid of the server process
 * @property {Promise<void>} ended when the server is gone, for whatever reason
 * @property {() => Promise<void>} stop
 */

/**
 * Starts Postgres on `<stateDir>/postgres`, making it first when it is not there. Already running
 * on that directory counts as success. Port and password are kept beside it (0600), so that the
 * address survives restarts.
 * @param {{ projectDir: string, stateDir: string, log?: (line: string) => void }} options
 * @returns {Promise<EmbeddedPostgres>}
 */
export async function startEmbeddedPostgres({ projectDir, stateDir, log = console.log }) {
  mkdirSync(stateDir, { recursive: true });
  if (process.getuid?.() === 0) chmodSync(stateDir, 0o755); // the account that runs Postgres walks through it
  const home = clusterHome({ projectDir, wantedFolder: stateDir, log });
  const cluster = {
    ...home,
    dataDir: join(home.folder, "postgres"),
    logFile: join(stateDir, "postgres.log"),
    durable: true,
  };
  trimLog(cluster.logFile);
  const password = readOrCreate(join(stateDir, "postgres-password"), () => randomBytes(24).toString("base64url"));
  if (!isInitialised(cluster)) {
    log(`Making the database in ${cluster.dataDir}`);
    initialise(cluster, { password, database: DATABASE });
  }
  const portFile = join(stateDir, "postgres-port");
  const adopted = await runningServer(cluster.dataDir);
  const port = adopted?.port ?? (await choosePort(portFile));
  writeFileSync(portFile, `${port}\n`, { mode: 0o600 });
  const child = adopted ? null : await start(cluster, { port, tied: true });
  log(`Postgres ${adopted ? "was already running" : "is running"} on 127.0.0.1:${port}`);
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/${DATABASE}`,
    dataDir: cluster.dataDir,
    isAdopted: adopted !== null,
    pid: () => livePostmaster(cluster.dataDir)?.pid ?? null,
    ended: child ? new Promise((done) => child.once("exit", () => done())) : waitForExit(adopted?.pid ?? 0),
    stop: () => stop(cluster.dataDir),
  };
}

/** A server that is just starting is waited for; one that is stopping is waited out. */
async function runningServer(dataDir) {
  for (;;) {
    const found = livePostmaster(dataDir);
    if (!found || found.status === "ready") return found;
    await sleep(50);
  }
}

async function waitForExit(pid) {
  while (isAlive(pid)) await sleep(250);
}

async function choosePort(portFile) {
  const storedPort = existsSync(portFile) ? Number(readFileSync(portFile, "utf8")) : FIRST_PORT;
  const wanted = Number.isInteger(storedPort) && storedPort > 0 && storedPort < 65_536 ? storedPort : FIRST_PORT;
  return (await tryPort(wanted)) ?? freePortFrom(FIRST_PORT);
}

function readOrCreate(path, create) {
  if (existsSync(path)) return readFileSync(path, "utf8").trim();
  const created = create();
  writeFileSync(path, `${created}\n`, { mode: 0o600 });
  return created;
}

function trimLog(path) {
  if (existsSync(path) && statSync(path).size > LOG_LIMIT_BYTES) renameSync(path, `${path}.before`);
}

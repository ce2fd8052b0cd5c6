/** A Postgres for one test run: its own port, its own data, gone afterwards. */
import { chownSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { scratchHome } from "./cluster-home.mjs";
import { initialise, start, stop } from "./cluster.mjs";
import { anyFreePort } from "./free-port.mjs";
import { isAlive, livePostmaster } from "./postmaster-file.mjs";

const PREFIX = "corrente-scratch-";
const ABANDONED_AFTER_MS = 3_600_000;

/**
 * @typedef {object} ScratchPostgres
 * @property {string} url superuser, database `corrente`, empty; stays the same over kill9 and
 *   restart
 * @property {string} dataDir
 * @property {() => Promise<void>} stop stops it and removes the data
 * @property {() => Promise<void>} kill9 SIGKILL to the server; returns when it is dead
 * @property {() => Promise<void>} restart starts it again on the same port and data
 */

/**
 * Under a second. Stops by itself when this process dies, however it dies; the data it then leaves
 * is removed by a later run.
 * @param {{ durable?: boolean, settings?: Record<string, string> }} [options] durable: fsync as in
 *   production, for drives that measure; the default trades the safety against power loss, not
 *   against kill -9, for speed.
 * @returns {Promise<ScratchPostgres>}
 */
export async function startScratchPostgres({ durable = false, settings = {} } = {}) {
  const projectDir = fileURLToPath(new URL("../..", import.meta.url));
  const home = scratchHome({ projectDir, log: () => {} });
  removeAbandoned(home.folder);
  const folder = mkdtempSync(join(home.folder, PREFIX));
  if (home.account) chownSync(folder, home.account.uid, home.account.gid);
  const cluster = { ...home, dataDir: join(folder, "postgres"), logFile: join(folder, "postgres.log"), durable };
  const port = await anyFreePort();
  const begin = () => start(cluster, { port, tied: true, settings });
  initialise(cluster, { password: "scratch", database: "corrente" });
  await begin();
  return {
    url: `postgres://postgres:scratch@127.0.0.1:${port}/corrente`,
    dataDir: cluster.dataDir,
    stop: async () => {
      await stop(cluster.dataDir);
      rmSync(folder, { recursive: true, force: true });
    },
    kill9: () => killHard(cluster.dataDir),
    restart: async () => {
      await stop(cluster.dataDir);
      await begin();
    },
  };
}

async function killHard(dataDir) {
  const found = livePostmaster(dataDir);
  if (!found) return;
  process.kill(found.pid, "SIGKILL");
  while (isAlive(found.pid)) await sleep(5);
}

/** What a killed test run left behind: old, and nobody serves it. */
function removeAbandoned(parent) {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(PREFIX)) continue;
    const folder = join(parent, name);
    try {
      const isOld = Date.now() - statSync(folder).mtimeMs > ABANDONED_AFTER_MS;
      if (isOld && !livePostmaster(join(folder, "postgres"))) rmSync(folder, { recursive: true, force: true });
    } catch {
      // somebody else's, or removed by another run at the same moment
    }
  }
}

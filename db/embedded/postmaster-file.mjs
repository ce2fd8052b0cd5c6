/** postmaster.pid: what Postgres itself writes about the server that holds a data directory. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {{ pid: number, port: number, status: string }} Postmaster `status` is "starting",
 *   "ready" or "stopping" (Postgres: src/include/utils/pidfile.h, eight lines).
 */

/**
 * @param {string} dataDir
 * @returns {Postmaster | null} the live server on that directory, or null.
 */
export function livePostmaster(dataDir) {
  const lines = readLines(dataDir);
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !isPostgres(pid)) return null;
  return { pid, port: Number(lines[3]), status: (lines[7] ?? "starting").trim() };
}

/**
 * A pid file left by a killed server whose number now belongs to some other program makes Postgres
 * refuse to start. Our own number is put in its place: Postgres ignores its parent's, and still
 * looks whether old server processes hold the shared memory named further down, which deleting the
 * file would hide from it.
 * @param {string} dataDir
 */
export function clearStalePid(dataDir) {
  const lines = readLines(dataDir);
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || isPostgres(pid) || !isAlive(pid)) return;
  writeFileSync(join(dataDir, "postmaster.pid"), [String(process.pid), ...lines.slice(1)].join("\n"));
}

/**
 * @param {number} pid
 * @returns {boolean}
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return error.code === "EPERM";
  }
}

function isPostgres(pid) {
  if (!isAlive(pid)) return false;
  const name = `/proc/${pid}/comm`;
  return existsSync("/proc/self/comm") ? readOr(name, "").startsWith("postgres") : true;
}

/**
 * Dead, but not yet collected by its parent: in a container without an init it may stay so for
 * ever.
 */
function isZombie(pid) {
  return /^State:\s+Z/m.test(readOr(`/proc/${pid}/status`, ""));
}

function readLines(dataDir) {
  return readOr(join(dataDir, "postmaster.pid"), "").split("\n");
}

function readOr(path, fallback) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return fallback;
  }
}

/**
 * `.data` (or DATA_DIR): what survives between two starts. Secrets, ports, the database, and who is
 * running now.
 */
import { randomBytes } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { freePortFrom, tryPort } from "../../db/embedded/free-port.mjs";
import { isAlive } from "../../db/embedded/postmaster-file.mjs";
import { inProject } from "./project.mjs";
import { LaunchError } from "./step.mjs";

/**
 * @returns {string} an absolute path; the folder exists, and we may write there. @throws
 *   PlainFailure
 */
export function stateFolder() {
  const configured = process.env.DATA_DIR || ".data";
  const folder = isAbsolute(configured) ? configured : inProject(configured);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new LaunchError(`DATA_DIR must be a folder that this user may write to, not ${folder} (${error.code}).`);
  }
  return folder;
}

/**
 * Two launchers on one folder would stop each other's database.
 * @param {string} folder
 * @throws PlainFailure when another one lives.
 */
export function lockFolder(folder) {
  const path = join(folder, "launcher.pid");
  const pid = existsSync(path) ? Number(readFileSync(path, "utf8")) : 0;
  if (pid > 1 && pid !== process.pid && isLauncher(pid)) {
    throw new LaunchError(
      `Corrente is already running here (process ${pid}). Stop it first (Ctrl-C in its terminal, or kill ${pid}).`,
    );
  }
  writeFileSync(path, `${process.pid}\n`);
}

/** @param {string} folder */
export function unlockFolder(folder) {
  for (const name of ["launcher.pid", "running.json"]) rmSync(join(folder, name), { force: true });
}

/**
 * A secret made once and kept.
 * @param {string} folder
 * @param {string} name
 * @param {string} [prefix]
 * @returns {string}
 */
export function keptSecret(folder, name, prefix = "") {
  return keptIn(folder, "secrets.json", name, () => prefix + randomBytes(33).toString("base64url"));
}

/**
 * A port of 127.0.0.1 that stays the same from start to start, unless somebody else has taken it.
 * @param {string} folder
 * @param {string} name
 * @param {number} preferred
 * @returns {Promise<number>}
 */
export async function keptPort(folder, name, preferred) {
  const kept = keptIn(folder, "ports.json", name, () => preferred);
  if ((await tryPort(kept)) !== null) return kept;
  const next = await freePortFrom(preferred);
  writeJson(join(folder, "ports.json"), { ...readJson(join(folder, "ports.json")), [name]: next });
  return next;
}

/**
 * Who runs where, for tools and tests: they read this file instead of the log.
 * @param {string} folder
 * @param {object} facts
 */
export function writeRunning(folder, facts) {
  writeJson(join(folder, "running.json"), facts);
}

/**
 * What `writeRunning` wrote; empty when nobody runs.
 * @param {string} folder
 * @returns {{ databaseUrl?: string, publicUrl?: string }}
 */
export function readRunning(folder) {
  return readJson(join(folder, "running.json"));
}

function keptIn(folder, file, name, make) {
  const path = join(folder, file);
  const all = readJson(path);
  if (all[name] !== undefined) return all[name];
  const made = make();
  writeJson(path, { ...all, [name]: made });
  return made;
}

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
}

/** Never half a file for whoever reads it at that moment; never for other users' eyes. */
function writeJson(path, value) {
  writeFileSync(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

function isLauncher(pid) {
  if (!isAlive(pid)) return false;
  const path = `/proc/${pid}/cmdline`;
  return existsSync("/proc/self/cmdline") ? existsSync(path) && readFileSync(path, "utf8").includes("start.mjs") : true;
}

/**
 * Where a cluster can live: the account that runs Postgres must be able to walk to its programs and
 * to its data.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chownSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { binariesIn, installedBinaries } from "./binaries.mjs";
import { serverAccount } from "./server-account.mjs";

/**
 * @typedef {import("./binaries.mjs").Binaries} Binaries
 * @typedef {import("./server-account.mjs").Account} Account
 * @typedef {{ binaries: Binaries, account: Account | null, folder: string }} ClusterHome
 *   `folder` is where data may be put.
 */

/**
 * Root with a project below a closed folder (a checkout in /root, say) is the one case that moves:
 * programs and data then go to /var/lib/corrente-<hash of the project's path>. Not /var/tmp, unless
 * /var/lib is read-only: many systems delete what lies untouched in /var/tmp for a month, and a
 * table that nobody read for a month is not rubbish.
 * @param {{ projectDir: string, wantedFolder: string, log: (line: string) => void }} options
 * @returns {ClusterHome}
 */
export function clusterHome({ projectDir, wantedFolder, log }) {
  const binaries = installedBinaries();
  const account = ownerOf(join(wantedFolder, "postgres")) ?? serverAccount(log);
  if (!account) return { binaries, account, folder: wantedFolder };
  const programsRun = canRun(binaries, account);
  const folderOpen = canEnter(wantedFolder, account);
  if (programsRun && folderOpen) return { binaries, account, folder: wantedFolder };

  const outside = outsideFolder(projectDir);
  const home = join(outside, `programs-${basename(versionOf(binaries))}`);
  copyOnce(binaries.home, home, account);
  const folder = folderOpen ? wantedFolder : outside;
  log(
    `The account \`${account.name}\`, which runs Postgres, cannot enter ${projectDir}: ` +
      `programs${folderOpen ? "" : " and data"} are kept in ${outside}.`,
  );
  return { binaries: binariesIn(home), account, folder };
}

/**
 * A home for a cluster that is thrown away: the data lies in the system's temporary folder.
 * @param {{ projectDir: string, log: (line: string) => void }} options
 * @returns {ClusterHome}
 */
export function scratchHome({ projectDir, log }) {
  const account = serverAccount(() => {});
  const candidates = [tmpdir(), "/tmp", "/var/tmp"];
  const wantedFolder = candidates.find((folder) => !account || canEnter(folder, account)) ?? tmpdir();
  return clusterHome({ projectDir, wantedFolder, log });
}

/** Data made by a plain user and now met by root: the server goes on as that user. */
function ownerOf(dataDir) {
  if (process.getuid?.() !== 0 || !existsSync(dataDir)) return null;
  const { uid, gid } = lstatSync(dataDir);
  return uid === 0 ? null : { name: `user ${uid}`, uid, gid };
}

function versionOf(binaries) {
  const output = spawnSync(binaries.postgres, ["--version"], { encoding: "utf8" }).stdout ?? "";
  return /\d+(\.\d+)*/.exec(output)?.[0] ?? "unknown";
}

/** Running it is the only honest question: it also loads the libraries beside the program. */
function canRun(binaries, account) {
  const { uid, gid } = account;
  return spawnSync(binaries.initdb, ["--version"], { uid, gid, cwd: "/", stdio: "ignore" }).status === 0;
}

function canEnter(folder, account) {
  const { uid, gid } = account;
  return spawnSync("/bin/sh", ["-c", 'cd "$0"', folder], { uid, gid, cwd: "/", stdio: "ignore" }).status === 0;
}

function outsideFolder(projectDir) {
  const name = `corrente-${createHash("sha256").update(projectDir).digest("hex").slice(0, 12)}`;
  for (const parent of ["/var/lib", "/var/tmp"]) {
    const folder = join(parent, name);
    try {
      mkdirSync(folder, { mode: 0o711 });
    } catch (error) {
      if (error.code !== "EEXIST") continue;
    }
    const facts = lstatSync(folder);
    if (facts.isDirectory() && facts.uid === 0) return folder;
    throw new Error(`${folder} belongs to somebody else. Remove it, or set DATABASE_URL to a Postgres of your own.`);
  }
  throw new Error("Neither /var/lib nor /var/tmp can be written. Set DATABASE_URL to a Postgres of your own.");
}

function copyOnce(from, to, account) {
  if (existsSync(to)) return;
  const unfinished = `${to}.${process.pid}`;
  cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith(".a") });
  chownRecursively(unfinished, account);
  try {
    renameSync(unfinished, to);
  } catch {
    rmSync(unfinished, { recursive: true, force: true }); // another process finished the same copy first
  }
}

function chownRecursively(path, account) {
  const facts = lstatSync(path);
  if (facts.isSymbolicLink()) return;
  chownSync(path, account.uid, account.gid);
  if (facts.isDirectory()) for (const name of readdirSync(path)) chownRecursively(join(path, name), account);
}

/** One Postgres data directory: make it, start a server on it, stop that server. */
import { spawn, spawnSync } from "node:child_process";
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { clearStalePid, isAlive, livePostmaster } from "./postmaster-file.mjs";

/**
 * @typedef {object} Cluster
 * @property {import("./binaries.mjs").Binaries} binaries
 * @property {import("./server-account.mjs").Account | null} account who runs the server; null:
 *   whoever we are
 * @property {string} dataDir
 * @property {string} logFile the server's own words
 * @property {boolean} durable false only for clusters that are thrown away: no fsync
 */

const START_TIMEOUT_MS = 120_000; // recovery after a crash reads up to max_wal_size of log
const FAST_STOP_TIMEOUT_MS = 30_000;

/**
 * Makes the data directory and one empty database in it. Interrupted halfway it leaves nothing that
 * looks finished. Text sorts by code point (the built-in C.UTF-8): the same order on every
 * operating system, for ever, which an index that outlives a system upgrade needs. Screens sort for
 * people in the query.
 * @param {Cluster} cluster
 * @param {{ password: string, database: string }} identity
 */
export function initialise({ binaries, account, dataDir, durable }, { password, database }) {
  const unfinishedDir = `${dataDir}.unfinished`;
  const passwordFile = `${dataDir}.password`;
  rmSync(unfinishedDir, { recursive: true, force: true });
  mkdirSync(unfinishedDir, { mode: 0o700 });
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (account) for (const path of [unfinishedDir, passwordFile]) chownSync(path, account.uid, account.gid);
    const initOptions = ["--username=postgres", `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8"];
    const localeOptions = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    run(
      binaries.initdb,
      ["-D", unfinishedDir, ...initOptions, ...localeOptions, ...(durable ? [] : ["--no-sync"])],
      account,
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
  // Single-user mode: no port is open yet, so no other program meets a half-made cluster.
  const singleUserArgs = ["--single", "-D", unfinishedDir, ...(durable ? [] : ["-c", "fsync=off"]), "postgres"];
  run(binaries.postgres, singleUserArgs, account, `CREATE DATABASE ${database};\n`);
  renameSync(unfinishedDir, dataDir);
}

/**
 * @param {Cluster} cluster
 * @returns {boolean} whether the directory holds a finished cluster.
 * @throws when it belongs to another user, or was made by another major version of Postgres.
 */
export function isInitialised({ binaries, dataDir }) {
  const owner = existsSync(dataDir) ? statSync(dataDir).uid : null;
  if (owner !== null && process.getuid && process.getuid() !== 0 && process.getuid() !== owner) {
    throw new Error(
      `${dataDir} belongs to another user (${owner}), probably because Corrente ran as root here before. ` +
        `Run it as root again, or give the folder to yourself: sudo chown -R $(id -u) ${dirname(dataDir)}`,
    );
  }
  const versionFile = join(dataDir, "PG_VERSION");
  if (!existsSync(versionFile)) return false;
  const existingVersion = readFileSync(versionFile, "utf8").trim();
  const bundledVersion = /(\d+)\./.exec(spawnSync(binaries.postgres, ["--version"], { encoding: "utf8" }).stdout)?.[1];
  if (existingVersion === bundledVersion) return true;
  throw new Error(
    `${dataDir} was made by Postgres ${existingVersion}, ` +
      `and this version of Corrente brings Postgres ${bundledVersion}. ` +
      "Move the folder away to begin anew, or carry it over with pg_upgrade.",
  );
}

/**
 * Starts a server and waits until it takes connections on 127.0.0.1. With `tied`, a small shell
 * stands between: when our process dies, however it dies, the shell's standard input ends and it
 * stops the server (fast shutdown). Its exit follows the server's.
 * @param {Cluster} cluster
 * @param {{ port: number, tied: boolean, settings?: Record<string, string> }} options
 * @returns {Promise<import("node:child_process").ChildProcess>} a process that ends when the server
 *   does.
 */
export async function start(cluster, { port, tied, settings = {} }) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    clearStalePid(cluster.dataDir);
    const logOffset = existsSync(cluster.logFile) ? readFileSync(cluster.logFile).length : 0;
    const child = launch(cluster, port, tied, settings);
    if (await waitUntilReady(cluster.dataDir, child, deadline)) return child;
    const output = readFileSync(cluster.logFile).subarray(logOffset).toString().trim();
    // A killed server's children let go of its shared memory a moment after it died.
    if (/pre-existing shared memory block/.test(output) && Date.now() < deadline) {
      await sleep(200);
      continue;
    }
    child.stdin?.destroy();
    throw new Error(`Postgres did not start on ${cluster.dataDir} (port ${port}). It said:\n${output || "nothing"}`);
  }
}

/**
 * Stops the server on that directory: fast shutdown (open transactions roll back, everything
 * committed is on disk), then harder if it does not obey.
 * @param {string} dataDir
 */
export async function stop(dataDir) {
  const found = livePostmaster(dataDir);
  if (!found) return;
  for (const [signal, limitMs] of [
    ["SIGINT", FAST_STOP_TIMEOUT_MS],
    ["SIGQUIT", 10_000],
    ["SIGKILL", 5_000],
  ]) {
    try {
      process.kill(found.pid, signal);
    } catch {
      return; // gone between the question and the signal
    }
    for (const end = Date.now() + limitMs; Date.now() < end; await sleep(20)) if (!isAlive(found.pid)) return;
  }
  throw new Error(`Postgres (process ${found.pid}) does not stop.`);
}

function launch({ binaries, account, dataDir, logFile, durable }, port, tied, requested) {
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "", // their paths have a length limit that a deep project folder breaks
    max_connections: "100",
    shared_buffers: "128MB",
    max_wal_size: "1GB",
    timezone: "UTC",
    log_timezone: "UTC",
    log_line_prefix: "%m [%p] %u@%d ",
    fsync: durable ? "on" : "off",
    full_page_writes: durable ? "on" : "off",
    synchronous_commit: "on",
    ...requested,
  };
  const args = ["-D", dataDir, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
  const [program, ...before] = tied ? ["/bin/sh", "-c", SUPERVISE_SCRIPT, binaries.postgres] : [binaries.postgres];
  const log = openSync(logFile, "a", 0o600);
  const child = spawn(program, [...before, ...args], {
    ...identity(account),
    cwd: dirname(dataDir),
    detached: true, // Ctrl-C in the terminal must reach us only: the server is to stop last
    stdio: ["pipe", log, log],
    env: { ...plainEnvironment(), PG_GRANDPARENT_PID: String(process.pid) },
  });
  closeSync(log);
  child.on("error", () => {}); // reported by waitUntilReady
  child.stdin?.on("error", () => {});
  child.unref();
  child.stdin?.unref?.();
  return child;
}

/**
 * $0 is the server, the rest its arguments. The watcher reads our end of the pipe until it closes.
 */
const SUPERVISE_SCRIPT = `
exec 3<&0
"$0" "$@" </dev/null 3<&- & server=$!
(cat <&3 >/dev/null; kill -INT $server 2>/dev/null) & watcher=$!
exec 3<&-
trap '' INT TERM HUP
wait $server; code=$?
while kill -0 $server 2>/dev/null; do wait $server; code=$?; done
kill $watcher 2>/dev/null
exit $code`;

async function waitUntilReady(dataDir, child, deadline) {
  let ended = false;
  child.once("exit", () => (ended = true));
  child.once("error", () => (ended = true));
  while (!ended && Date.now() < deadline) {
    if (livePostmaster(dataDir)?.status === "ready" && !ended) return true;
    await sleep(15);
  }
  return false;
}

function run(program, args, account, input) {
  const options = { ...identity(account), cwd: "/", env: plainEnvironment(), input, encoding: "utf8" };
  const done = spawnSync(program, args, options);
  if (done.status === 0) return;
  throw new Error(`${program} failed: ${done.error?.message ?? `${done.stderr}${done.stdout}`.trim()}`);
}

function identity(account) {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

/**
 * The locale and PG* variables of whoever starts us must not leak into the cluster; a clock that is
 * shifted for tests (tools/test-dates.mjs) must.
 */
function plainEnvironment() {
  const { PATH = "/usr/bin:/bin", LD_PRELOAD, CLOCK_SHIFT_SECONDS } = process.env;
  const clock = CLOCK_SHIFT_SECONDS ? { LD_PRELOAD, CLOCK_SHIFT_SECONDS } : {};
  return { ...clock, PATH, LC_ALL: "C", TZ: "UTC" };
}

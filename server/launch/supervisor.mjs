/**
 * The processes that `npm start` runs: started, watched, started again when they die, stopped in
 * order.
 */
import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { inProject, PROJECT } from "./project.mjs";
import { eachLine } from "./step.mjs";

const FOLLOW_PARENT = pathToFileURL(inProject("server/launch/follow-parent.mjs")).href;
const MIN_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 30_000;
const STABLE_AFTER_MS = 5_000; // who lived that long did not die of its own start
const GRACE_MS = 15_000;

/**
 * @typedef {{ name: string, pid: () => number | null, stop: () => Promise<void> }}
 *   SupervisedProcess
 */

/**
 * Starts one Node process and keeps it running.
 * @param {object} options
 * @param {string} options.name
 * @param {string[]} options.args  what Node is given: flags, script, its arguments
 * @param {NodeJS.ProcessEnv} options.env
 * @param {(line: string) => void} options.onLine
 * @param {() => void} options.onChange  a new process has taken the place, or none is there now
 * @returns {SupervisedProcess}
 */
export function keepRunning({ name, args, env, onLine, onChange }) {
  let child = null;
  let isStopping = false;
  let waitMs = MIN_BACKOFF_MS;
  let timer = null;

  const start = () => {
    const startedAt = Date.now();
    const stdio = ["ignore", "pipe", "pipe", "ipc"];
    const options = { cwd: PROJECT, env: { ...env, CORRENTE_FOLLOWS: "1" }, stdio, detached: true };
    child = spawn(process.execPath, ["--import", FOLLOW_PARENT, ...args], options);
    for (const stream of [child.stdout, child.stderr]) eachLine(stream, onLine);
    const leader = child.pid;
    onEnd(child, (reason) => {
      killGroup(leader, "SIGKILL");
      child = null;
      onChange();
      if (isStopping) return;
      if (Date.now() - startedAt > STABLE_AFTER_MS) waitMs = MIN_BACKOFF_MS;
      onLine(`ended unexpectedly (${reason}); starting it again in ${waitMs / 1000} s`);
      timer = setTimeout(start, waitMs);
      waitMs = Math.min(waitMs * 2, MAX_BACKOFF_MS);
    });
    onChange();
  };

  const stop = async () => {
    isStopping = true;
    if (timer) clearTimeout(timer);
    if (!child) return;
    child.kill("SIGTERM");
    for (const end = Date.now() + GRACE_MS; child && Date.now() < end; ) await sleep(25);
    if (!child) return;
    onLine(`does not stop within ${GRACE_MS / 1000} s: killed`);
    killGroup(child.pid, "SIGKILL");
    while (child) await sleep(25);
  };

  start();
  return { name, pid: () => child?.pid ?? null, stop };
}

function onEnd(child, onEnded) {
  let isReported = false;
  const report = (reason) => {
    if (!isReported) onEnded(reason);
    isReported = true;
  };
  child.once("error", (error) => report(error.message));
  child.once("exit", (code, signal) => report(signal ?? `exit code ${code}`));
}

/** What a process started and did not stop itself. */
function killGroup(leader, signal) {
  if (!leader) return;
  try {
    process.kill(-leader, signal);
  } catch {
    // nobody is left in the group
  }
}

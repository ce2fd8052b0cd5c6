/** The end of one `npm start`: in order when it can be, hard when it must be. */
import { unlockFolder } from "./state-folder.mjs";
import { stopSteps } from "./step.mjs";

/**
 * First who makes work, then the two doors, then who finishes work, then whom they all call: an
 * open transaction of a process that was asked to stop still finds its database.
 */
const STOP_ORDER = ["chargers", "gateway", "portal", "worker", "stripe", "mailbox", "postgres"];

/**
 * @typedef {{ isStopping: boolean, isStopRequested: boolean, folder: string, supervised:
 *   Map<string, import("./supervisor.mjs").SupervisedProcess> }} LaunchState
 */

/**
 * The first request stops everything in order; a second one does not wait for politeness.
 * @param {LaunchState} state
 * @param {(line: string) => void} print
 */
export function onStopSignal(state, print) {
  const requestStop = () => {
    if (state.isStopping) return forceStop(state);
    state.isStopRequested = true;
    print("stopping");
    void stopAll(state).then(() => {
      print("stopped");
      process.exit(0);
    });
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, requestStop);
  process.stdout.on("error", () => {}); // the terminal is gone, and SIGHUP says so
  // An npm that dies without passing its signal on leaves us to another parent.
  const parent = process.ppid;
  const isOrphan = () => process.ppid !== parent && !state.isStopping;
  if (process.env.npm_lifecycle_event) setInterval(() => isOrphan() && requestStop(), 1_000).unref();
}

/** @param {LaunchState} state */
export async function stopAll(state) {
  state.isStopping = true;
  stopSteps();
  for (const name of STOP_ORDER) await state.supervised.get(name)?.stop();
  unlockFolder(state.folder);
}

function forceStop(state) {
  for (const child of state.supervised.values()) {
    const pid = child.pid();
    if (child.name === "postgres" || !pid) continue; // its own fast shutdown is as fast as it can safely be
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // already gone
    }
  }
}

/** The end of one `npm start`: in order when it can be, hard when it must be. */
import { leaveFolder } from "./state-folder.mjs";
import { stopSteps } from "./step.mjs";

/**
 * First who makes work, then the two doors, then who finishes work, then whom they all call: an open transaction of a
 * process that was asked to stop still finds its database.
 */
const STOP_ORDER = ["chargers", "gateway", "portal", "worker", "stripe", "mailbox", "postgres"];

/**
 * @typedef {{ isStopping: boolean, wasAsked: boolean, folder: string, crew: Map<string, import("./crew.mjs").Member> }} Life
 */

/**
 * The first request stops everything in order; a second one does not wait for politeness.
 * @param {Life} life
 * @param {(line: string) => void} say
 */
export function whenAskedToStop(life, say) {
  const ask = () => {
    if (life.isStopping) return hurry(life);
    life.wasAsked = true;
    say("stopping");
    void stopAll(life).then(() => {
      say("stopped");
      process.exit(0);
    });
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, ask);
  process.stdout.on("error", () => {}); // the terminal is gone, and SIGHUP says so
  // An npm that dies without passing its signal on leaves us to another parent.
  const parent = process.ppid;
  const isOrphan = () => process.ppid !== parent && !life.isStopping;
  if (process.env.npm_lifecycle_event) setInterval(() => isOrphan() && ask(), 1_000).unref();
}

/** @param {Life} life */
export async function stopAll(life) {
  life.isStopping = true;
  stopSteps();
  for (const name of STOP_ORDER) await life.crew.get(name)?.stop();
  leaveFolder(life.folder);
}

function hurry(life) {
  for (const member of life.crew.values()) {
    const pid = member.pid();
    if (member.name === "postgres" || !pid) continue; // its own fast shutdown is the hurry it can bear
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // already gone
    }
  }
}

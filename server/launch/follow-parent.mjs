/**
 * Loaded before each process that `npm start` runs: when the launcher is gone, however it died, the
 * channel between the two closes, and the process stops as if it had been asked to. Nothing is left
 * behind, not even by kill -9.
 */
const GRACE_MS = 10_000;

// The flag that loads this file is inherited by what a process forks; the duty is not.
const isOurs = process.env.CORRENTE_FOLLOWS === "1";
delete process.env.CORRENTE_FOLLOWS;

if (isOurs && process.channel) {
  process.once("disconnect", () => {
    signalAll("SIGTERM");
    setTimeout(() => signalAll("SIGKILL"), GRACE_MS).unref();
  });
  process.channel.unref(); // a process that has nothing more to do may end
}

/** The launcher makes each process the leader of a group; what the leader started goes with it. */
function signalAll(signal) {
  try {
    process.kill(-process.pid, signal);
  } catch {
    process.kill(process.pid, signal);
  }
}

/**
 * What a built process does before anything else (bundle.mjs puts it at the head of each), however
 * it was started: reads `.env` like the launcher, names source lines in its stacks, and ends with
 * the npm that runs it.
 */
import { existsSync } from "node:fs";

const POLL_INTERVAL_MS = 250;

process.setSourceMapsEnabled(true);
if (existsSync(".env")) process.loadEnvFile(".env");
// who runs what was built means production, unless it is said otherwise
if (/[\\/]\.build[\\/](gateway|worker)\.mjs$/.test(process.argv[1] ?? "")) process.env.NODE_ENV ||= "production";
if (process.env.npm_lifecycle_event?.startsWith("start:")) endWithNpm();

/** npm hands a signal to the shell that it put between, and that one dies without passing it on. */
function endWithNpm() {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, POLL_INTERVAL_MS);
  timer.unref();
}

/**
 * `npm run operator`: found-command.ts on the database that DATABASE_URL names, or on the one that
 * `npm start` is running here.
 */
import { spawnSync } from "node:child_process";
import { PROJECT, WITH_TYPESCRIPT } from "./project.mjs";
import { loadDotEnv } from "./settings.mjs";
import { readRunning, stateFolder } from "./state-folder.mjs";
import { exitWithError, LaunchError } from "./step.mjs";

try {
  loadDotEnv();
  const args = [...WITH_TYPESCRIPT, "server/operators/create-operator-command.ts", ...process.argv.slice(2)];
  const { status } = spawnSync(process.execPath, args, {
    cwd: PROJECT,
    env: { ...process.env, ...runningInstance() },
    stdio: "inherit",
  });
  process.exitCode = status ?? 1;
} catch (error) {
  exitWithError(error);
}

/** Only what the environment itself does not say. */
function runningInstance() {
  if (process.env.DATABASE_URL || process.argv.includes("--help")) return {};
  const { databaseUrl, publicUrl } = readRunning(stateFolder());
  if (!databaseUrl) throw new LaunchError("Start Corrente first (npm start), or set DATABASE_URL.");
  return { DATABASE_URL: databaseUrl, PUBLIC_URL: process.env.PUBLIC_URL || publicUrl };
}

/**
 * `npm run start:portal`: the built portal, in this very process, so that a signal reaches the
 * server and not a wrapper.
 */
import { existsSync } from "node:fs";
import { listenProblem } from "./listen-problem.mjs";
import { overwriteForwardedFor } from "./forwarded-for.mjs";
import { inProject } from "./project.mjs";
import { loadDotEnv, parseSettings } from "./settings.mjs";
import { exitWithError, LaunchError } from "./step.mjs";

/** Next waits for every open answer, and a live page's event stream never ends by itself. */
const GRACE_MS = 3_000;

try {
  if (!existsSync(inProject(".next/BUILD_ID")) || !existsSync(inProject(".build/database.mjs"))) {
    throw new LaunchError("The portal is not built yet: npm run build");
  }
  loadDotEnv();
  process.env.NODE_ENV = "production";
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  const { HOST, PORT, AUTH_SECRET, DATABASE_URL, TRUSTED_PROXIES } = await parseSettings(process.env);
  if (!DATABASE_URL) {
    throw new LaunchError("DATABASE_URL is not set: start with `npm start`, or name a Postgres 15 or newer.");
  }
  if (!AUTH_SECRET) {
    throw new LaunchError("AUTH_SECRET is not set: put 32 or more random characters there (openssl rand -base64 33).");
  }
  const problem = await listenProblem({ hostName: "HOST", host: HOST, portName: "PORT", port: PORT });
  if (problem) throw new LaunchError(problem);
  if (TRUSTED_PROXIES === 0) overwriteForwardedFor();
  for (const signal of ["SIGTERM", "SIGINT"])
    process.once(signal, () => setTimeout(() => process.exit(0), GRACE_MS).unref());
  process.chdir(inProject());
  void checkDatabase();
  const next = inProject("node_modules/next/dist/bin/next");
  process.argv = [process.execPath, next, "start", "--port", String(PORT), "--hostname", HOST];
  await import(next);
} catch (error) {
  exitWithError(error);
}

/**
 * Pages say that Postgres is away for as long as it is; what no waiting mends ends the portal like
 * the other processes.
 */
async function checkDatabase() {
  const { whenDatabaseAnswers } = await import("../../.build/database.mjs");
  try {
    await whenDatabaseAnswers("portal", () => Promise.resolve(), { onLine: (line) => console.error(line) });
  } catch (error) {
    exitWithError(
      error.name === "WrongDatabase" ? new LaunchError(`The portal cannot start: ${error.message}`) : error,
    );
  }
}

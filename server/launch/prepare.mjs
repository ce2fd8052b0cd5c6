/**
 * What must be there before the processes start: free ports, a migrated and seeded database, a
 * build.
 */
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { tryPort } from "../../db/embedded/free-port.mjs";
import { buildIfNeeded, generate } from "./build.mjs";
import { keepPostgresRunning } from "./database.mjs";
import { listenProblem } from "./listen-problem.mjs";
import { prefixedWriter } from "./console.mjs";
import { inProject, scriptOf } from "./project.mjs";
import { LaunchError, runStep, stopSteps } from "./step.mjs";

/**
 * After a kill -9 the processes of the last run need a moment to notice.
 * @param {import("../env.ts").Env} settings
 * @param {(line: string) => void} print
 */
export async function waitForFreePorts({ HOST, PORT, GATEWAY_HOST, GATEWAY_PORT }, print) {
  if (PORT === GATEWAY_PORT) throw new LaunchError(`PORT and GATEWAY_PORT are both ${PORT}: they must differ.`);
  for (const [name, port] of Object.entries({ PORT, GATEWAY_PORT })) {
    for (let tries = 0; (await tryPort(port)) === null; tries += 1) {
      if (tries === 0) print(`port ${port} is in use: waiting for it`);
      if (tries === 60) throw new LaunchError(`Port ${port} is used by another program. Stop it, or set ${name}.`);
      await sleep(250);
    }
  }
  const portal = { hostName: "HOST", host: HOST, portName: "PORT", port: PORT };
  const gateway = { hostName: "GATEWAY_HOST", host: GATEWAY_HOST, portName: "GATEWAY_PORT", port: GATEWAY_PORT };
  for (const address of [portal, gateway]) {
    const problem = await listenProblem(address);
    if (problem) throw new LaunchError(problem);
  }
}

/**
 * Database and build at the same time: together they take as long as the longer one. When one fails
 * the other is cut short, and only then does the failure go on: nothing may start behind its back.
 * @param {{ state: import("./shutdown.mjs").LaunchState, settings: import("../env.ts").Env, isDemo:
 *   boolean, isDev: boolean, onChange: () => void, print: (line: string) => void }} options
 * @returns {Promise<string>} the address of the database.
 */
export async function prepare({ state, settings, isDemo, isDev, onChange, print }) {
  const abortOther = (error) => {
    state.isStopping = true;
    stopSteps();
    throw error;
  };
  const [database, built] = await Promise.allSettled([
    prepareDatabase({ state, settings, isDemo, onChange }).catch(abortOther),
    prepareBuild({ isDev, print }).catch(abortOther),
  ]);
  const failures = [database, built].filter((result) => result.status === "rejected").map((result) => result.reason);
  if (failures[0]) throw failures[0];
  return database.value;
}

async function prepareDatabase({ state, settings, isDemo, onChange }) {
  let url = settings.DATABASE_URL;
  if (!url) {
    const server = await keepPostgresRunning({ stateDir: state.folder, onLine: prefixedWriter("postgres"), onChange });
    state.supervised.set("postgres", server);
    url = server.url;
  }
  const env = { ...process.env, DATABASE_URL: url, DATA_DIR: state.folder, LOG_STYLE: "line", NODE_ENV: "production" };
  const run = (script, failure) => {
    if (state.isStopping) throw new LaunchError("Stopped before it was ready");
    return runStep(process.execPath, scriptOf(script), { env, onLine: prefixedWriter("database"), failure });
  };
  await run("db:migrate", "The database could not be migrated");
  if (isDemo) await run("db:seed", "The demo could not be seeded");
  return url;
}

async function prepareBuild({ isDev, print }) {
  const onLine = prefixedWriter("build");
  if (isDev) return generate({ onLine });
  const startedAtMs = Date.now();
  if (!existsSync(inProject(".next/BUILD_ID"))) print("building portal, gateway and worker: a minute or two, only now");
  if (await buildIfNeeded({ onLine })) print(`built in ${Math.round((Date.now() - startedAtMs) / 1000)} s`);
}

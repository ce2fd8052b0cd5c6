/** What must be there before the processes start: free ports, a migrated and seeded database, a build. */
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { tryPort } from "../../db/embedded/free-port.mjs";
import { buildIfNeeded, generate } from "./build.mjs";
import { keepPostgresRunning } from "./database.mjs";
import { listenProblem } from "./listen-problem.mjs";
import { teller } from "./paper.mjs";
import { inProject, scriptOf } from "./project.mjs";
import { PlainFailure, runStep, stopSteps } from "./step.mjs";

/**
 * After a kill -9 the processes of the last run need a moment to notice.
 * @param {import("../env.ts").Env} settings
 * @param {(line: string) => void} say
 */
export async function portsAreFree({ HOST, PORT, GATEWAY_HOST, GATEWAY_PORT }, say) {
  if (PORT === GATEWAY_PORT) throw new PlainFailure(`PORT and GATEWAY_PORT are both ${PORT}: they must differ.`);
  for (const [name, port] of Object.entries({ PORT, GATEWAY_PORT })) {
    for (let tries = 0; (await tryPort(port)) === null; tries += 1) {
      if (tries === 0) say(`port ${port} is in use: waiting for it`);
      if (tries === 60) throw new PlainFailure(`Port ${port} is used by another program. Stop it, or set ${name}.`);
      await sleep(250);
    }
  }
  const portal = { hostName: "HOST", host: HOST, portName: "PORT", port: PORT };
  const gateway = { hostName: "GATEWAY_HOST", host: GATEWAY_HOST, portName: "GATEWAY_PORT", port: GATEWAY_PORT };
  for (const place of [portal, gateway]) {
    const problem = await listenProblem(place);
    if (problem) throw new PlainFailure(problem);
  }
}

/**
 * Database and build at the same time: together they take as long as the longer one. When one fails the other is cut
 * short, and only then does the failure go on: nothing may start behind its back.
 * @param {{ life: import("./stopping.mjs").Life, settings: import("../env.ts").Env, isDemo: boolean, isDev: boolean,
 *   onChange: () => void, say: (line: string) => void }} options
 * @returns {Promise<string>} the address of the database.
 */
export async function prepare({ life, settings, isDemo, isDev, onChange, say }) {
  const cutShort = (error) => {
    life.isStopping = true;
    stopSteps();
    throw error;
  };
  const [database, built] = await Promise.allSettled([
    prepareDatabase({ life, settings, isDemo, onChange }).catch(cutShort),
    prepareBuild({ isDev, say }).catch(cutShort),
  ]);
  const failures = [database, built].filter((end) => end.status === "rejected").map((end) => end.reason);
  if (failures[0]) throw failures[0];
  return database.value;
}

async function prepareDatabase({ life, settings, isDemo, onChange }) {
  let url = settings.DATABASE_URL;
  if (!url) {
    const server = await keepPostgresRunning({ stateDir: life.folder, tell: teller("postgres"), onChange });
    life.crew.set("postgres", server);
    url = server.url;
  }
  const env = { ...process.env, DATABASE_URL: url, DATA_DIR: life.folder, LOG_STYLE: "line", NODE_ENV: "production" };
  const run = (script, failure) => {
    if (life.isStopping) throw new PlainFailure("Stopped before it was ready");
    return runStep(process.execPath, scriptOf(script), { env, onLine: teller("database"), failure });
  };
  await run("db:migrate", "The database could not be migrated");
  if (isDemo) await run("db:seed", "The demo could not be seeded");
  return url;
}

async function prepareBuild({ isDev, say }) {
  const onLine = teller("build");
  if (isDev) return generate({ onLine });
  const begun = Date.now();
  if (!existsSync(inProject(".next/BUILD_ID"))) say("building portal, gateway and worker: a minute or two, only now");
  if (await buildIfNeeded({ onLine })) say(`built in ${Math.round((Date.now() - begun) / 1000)} s`);
}

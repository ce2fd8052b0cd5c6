/**
 * The environment of everything the launcher runs: `.env`, checked by the same rules as in the
 * processes themselves.
 */
import { existsSync } from "node:fs";
import { inProject } from "./project.mjs";
import { LaunchError } from "./step.mjs";

/** Reads `.env`; what the shell has set already stays. */
export function loadDotEnv() {
  if (!existsSync(inProject(".env"))) return;
  try {
    process.loadEnvFile(inProject(".env"));
  } catch (error) {
    throw new LaunchError(`.env could not be read: ${error.message}`);
  }
}

/**
 * @param {NodeJS.ProcessEnv} source
 * @returns {Promise<import("../env.ts").Env>}
 * @throws PlainFailure with one sentence for each wrong value.
 */
export async function checkedSettings(source) {
  const { bundle } = await import("./bundle.mjs");
  await bundle({ env: "server/env.ts" });
  return parseSettings(source);
}

/** The same from an earlier build: for a process that is deployed already built. */
export async function parseSettings(source) {
  const { parseEnv, WrongEnvironment } = await import("../../.build/env.mjs");
  try {
    return parseEnv(source);
  } catch (error) {
    if (!(error instanceof WrongEnvironment)) throw error;
    throw new LaunchError(error.message);
  }
}

/** Where the launcher itself reaches a server that listens on `host`. */
export function reachable(host) {
  if (host === "0.0.0.0" || host === "") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

/** @returns {boolean} whether only this machine can connect to it. */
export function isLoopback(host) {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

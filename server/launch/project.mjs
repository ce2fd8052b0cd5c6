/** Where this project lies. */
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const PROJECT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** @param {string[]} parts @returns {string} an absolute path inside the project. */
export function inProject(...parts) {
  return join(PROJECT, ...parts);
}

/** Node's own words before a script of ours that is written in TypeScript. */
export const WITH_TYPESCRIPT = ["--import", pathToFileURL(inProject("node_modules/tsx/dist/loader.mjs")).href];

/** Where this project lies. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const PROJECT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** @param {string[]} parts @returns {string} an absolute path inside the project. */
export function inProject(...parts) {
  return join(PROJECT, ...parts);
}

/** Node's own words before a script of ours that is written in TypeScript. */
export const WITH_TYPESCRIPT = ["--import", pathToFileURL(inProject("node_modules/tsx/dist/loader.mjs")).href];

/**
 * @param {string} name of a script in package.json that runs one TypeScript file: "db:migrate", …
 * @returns {string[]} what Node is given to run that file in one process, without npm and tsx
 *   around it.
 */
export function scriptOf(name) {
  const [runner, ...args] = JSON.parse(readFileSync(inProject("package.json"), "utf8")).scripts[name].split(" ");
  if (runner !== "tsx") throw new Error(`The script ${name} of package.json does not run a TypeScript file.`);
  return [...WITH_TYPESCRIPT, ...args];
}

/** One thing the launcher does and waits for: a program that runs to its end. */
import { spawn } from "node:child_process";
import { PROJECT } from "./project.mjs";

/** A sentence for the person at the terminal; no stack belongs below it. */
export class LaunchError extends Error {}

const running = new Set();

/**
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, onLine?: (line: string) => void, failure: string }} options
 *   without `onLine` the program writes to our own terminal; `failure` is the sentence for an end
 *   that is not 0.
 * @returns {Promise<void>}
 * @throws PlainFailure
 */
export async function runStep(program, args, { env = process.env, onLine, failure }) {
  // A group of its own, so that stopping us stops also what it started.
  const stdio = onLine ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"];
  const child = spawn(program, args, { cwd: PROJECT, env, stdio, detached: true });
  running.add(child);
  if (onLine) for (const stream of [child.stdout, child.stderr]) eachLine(stream, onLine);
  const end = await new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(code === 0 ? null : (signal ?? `exit code ${code}`)));
  });
  running.delete(child);
  if (end !== null) throw new LaunchError(`${failure} (${end})`);
}

/** Ends the programs that `runStep` still waits for. */
export function stopSteps() {
  for (const child of running) {
    try {
      process.kill(-child.pid, "SIGTERM");
    } catch {
      // already gone
    }
  }
}

/**
 * @param {NodeJS.ReadableStream} stream
 * @param {(line: string) => void} onLine  called for each line, without its end
 */
export function eachLine(stream, onLine) {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (text) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  });
  stream.on("end", () => {
    if (rest) onLine(rest);
  });
}

/**
 * The end of a script that cannot go on.
 * @param {unknown} error
 * @returns {never}
 */
export function exitWithError(error) {
  if (error instanceof LaunchError) console.error(`\n${error.message}\n`);
  else console.error(error);
  process.exit(1);
}

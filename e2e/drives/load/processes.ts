/** Starts, reads and ends the processes of a load. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { cleanEnvironment } from "@/e2e/stack/env";

/**
 * Runs Node until it exits.
 * @throws when it fails
 */
export async function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  const child = launch(args, env, "ignore");
  await once(child, "exit");
  if (child.exitCode !== 0) throw new Error(`node ${args[0] ?? ""} ended with ${child.exitCode ?? child.signalCode}`);
}

/** Starts Node with these arguments; "pipe" connects its input and output to this process. */
export function launch(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  how: "pipe" | "ignore",
): ChildProcess {
  return spawn(process.execPath, args, {
    env: cleanEnvironment(env) as NodeJS.ProcessEnv,
    stdio: [how, how, "inherit"],
  });
}

/** Requests a process to end and waits; kills it after twenty seconds. */
export async function end(child: ChildProcess, request: () => unknown): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  request();
  const killTimer = setTimeout(() => child.kill("SIGKILL"), 20_000);
  await exited;
  clearTimeout(killTimer);
}

/**
 * Returns the first line of a process's output.
 * @throws when it ends without one
 */
export async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("this process has no stdout");
  const line: unknown = await Promise.race([
    once(createInterface(child.stdout), "line").then(([first]: unknown[]) => first),
    once(child, "exit").then(() => undefined),
  ]);
  if (typeof line !== "string") throw new Error(`${child.spawnargs.slice(1, 3).join(" ")} ended before its first line`);
  return line;
}

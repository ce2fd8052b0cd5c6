/** The processes of a load: begun, heard, ended. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { cleanEnvironment } from "@/e2e/stack/env";

/** Runs Node to its end. @throws when it ends badly */
export async function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  const child = launch(args, env, "ignore");
  await once(child, "exit");
  if (child.exitCode !== 0) throw new Error(`node ${args[0] ?? ""} ended with ${child.exitCode ?? child.signalCode}`);
}

/** Node with these arguments; "pipe": its input and output are ours. */
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

/** Asks a process to end, and waits; after twenty seconds it is not asked any more. */
export async function end(child: ChildProcess, request: () => unknown): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  request();
  const impatience = setTimeout(() => child.kill("SIGKILL"), 20_000);
  await gone;
  clearTimeout(impatience);
}

/** The first line that a process says. @throws when it ends without one */
export async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("This process cannot be heard.");
  const line: unknown = await Promise.race([
    once(createInterface(child.stdout), "line").then(([first]: unknown[]) => first),
    once(child, "exit").then(() => undefined),
  ]);
  if (typeof line !== "string")
    throw new Error(`${child.spawnargs.slice(1, 3).join(" ")} ended before it said anything`);
  return line;
}

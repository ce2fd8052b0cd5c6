import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const PRELUDE = fileURLToPath(new URL("built-process.mjs", import.meta.url));

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "corrente-built-"));
  mkdirSync(join(folder, ".build"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a process that npm started stops when npm and its shell are gone", async () => {
  const process = `
    process.on("SIGTERM", () => { console.log("asked to stop"); process.exit(0); });
    setInterval(() => {}, 1000);
    console.log("running");`;
  // the shell dies of its signal and passes it to no child, as under npm
  const shell = spawnBuilt("gateway", process, { npm_lifecycle_event: "start:gateway" });
  await shell.output("running");
  shell.kill();
  expect(await shell.output("asked to stop")).toBe("running\nasked to stop\n");
});

test("a built process runs in production unless NODE_ENV is set", async () => {
  const script = `console.log("in " + process.env.NODE_ENV);`;
  expect(await spawnBuilt("worker", script, {}).output("\n")).toBe("in production\n");
  expect(await spawnBuilt("worker", script, { NODE_ENV: "development" }).output("\n")).toBe("in development\n");
});

test("settings come from .env, and the shell's come first", async () => {
  writeFileSync(join(folder, ".env"), "PORT=3100\nGATEWAY_PORT=9300\n");
  const script = `console.log(process.env.PORT + " " + process.env.GATEWAY_PORT);`;
  const gateway = spawnBuilt("gateway", script, { PORT: "4000", GATEWAY_PORT: undefined });
  expect(await gateway.output("\n")).toBe("4000 9300\n");
});

/** A built process as npm runs it: below a shell. */
function spawnBuilt(name: string, body: string, env: Readonly<Record<string, string | undefined>>) {
  const file = join(folder, ".build", `${name}.mjs`);
  writeFileSync(file, `import ${JSON.stringify(PRELUDE)};\n${body}`);
  const shell = spawn("/bin/sh", ["-c", `${JSON.stringify(process.execPath)} ${JSON.stringify(file)}; true`], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: "" as "test", npm_lifecycle_event: "", ...env },
  });
  let output = "";
  shell.stdout.on("data", (text: Buffer) => {
    output += text.toString();
  });
  const waitForOutput = (expected: string): Promise<string> =>
    new Promise((resolve) => {
      const check = () => output.includes(expected) && resolve(output);
      shell.stdout.on("data", check);
      shell.stdout.once("end", () => resolve(output));
      check();
    });
  return { output: waitForOutput, kill: () => shell.kill("SIGTERM") };
}

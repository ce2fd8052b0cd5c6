import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";

const BEGINNING = fileURLToPath(new URL("built-process.mjs", import.meta.url));

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "corrente-built-"));
  mkdirSync(join(folder, ".build"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a process that npm started is asked to stop when npm and its shell are gone", async () => {
  const process = `
    process.on("SIGTERM", () => { console.log("asked to stop"); process.exit(0); });
    setInterval(() => {}, 1000);
    console.log("running");`;
  // the shell dies of its signal and tells nobody, as under npm
  const shell = begin("gateway", process, { npm_lifecycle_event: "start:gateway" });
  await shell.said("running");
  shell.kill();
  expect(await shell.said("asked to stop")).toBe("running\nasked to stop\n");
});

test("what was built runs in production, unless it is said otherwise", async () => {
  const say = `console.log("in " + process.env.NODE_ENV);`;
  expect(await begin("worker", say, {}).said("\n")).toBe("in production\n");
  expect(await begin("worker", say, { NODE_ENV: "development" }).said("\n")).toBe("in development\n");
});

test("settings come from .env, and the shell's come first", async () => {
  writeFileSync(join(folder, ".env"), "PORT=3100\nGATEWAY_PORT=9300\n");
  const say = `console.log(process.env.PORT + " " + process.env.GATEWAY_PORT);`;
  const gateway = begin("gateway", say, { PORT: "4000", GATEWAY_PORT: undefined });
  expect(await gateway.said("\n")).toBe("4000 9300\n");
});

/** A built process as npm runs it: below a shell. */
function begin(name: string, body: string, env: Readonly<Record<string, string | undefined>>) {
  const file = join(folder, ".build", `${name}.mjs`);
  writeFileSync(file, `import ${JSON.stringify(BEGINNING)};\n${body}`);
  const shell = spawn("/bin/sh", ["-c", `${JSON.stringify(process.execPath)} ${JSON.stringify(file)}; true`], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: "" as "test", npm_lifecycle_event: "", ...env },
  });
  let output = "";
  shell.stdout.on("data", (text: Buffer) => {
    output += text.toString();
  });
  const said = (words: string): Promise<string> =>
    new Promise((resolve) => {
      const look = () => output.includes(words) && resolve(output);
      shell.stdout.on("data", look);
      shell.stdout.once("end", () => resolve(output));
      look();
    });
  return { said, kill: () => shell.kill("SIGTERM") };
}

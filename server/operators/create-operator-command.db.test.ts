import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { databaseUrl } from "@/db/env";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const ARGS = ["--name", "Ribeira Charge", "--slug", "ribeira-command", "--owner", "ana@ribeira.example"];

const notMigrated = (): string => {
  const url = new URL(databaseUrl());
  url.pathname = "/postgres";
  return url.href;
};

test.each([
  [
    "a database without our tables",
    () => ({ DATABASE_URL: notMigrated() }),
    /^The database has no tables of ours: run `npm run db:migrate` .+\.$/,
  ],
  [
    "a wrong setting",
    () => ({ PUBLIC_URL: "portal" }),
    /^Corrente does not start with this setting:\n {2}PUBLIC_URL must be a URL like .+\.$/,
  ],
])("%s is reported in one sentence", async (_, settings, sentence) => {
  const child = spawn(process.execPath, ["--import", "tsx", "server/operators/create-operator-command.ts", ...ARGS], {
    cwd: ROOT,
    env: { ...process.env, ...settings() },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text: Buffer) => {
      output += text.toString();
    });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  expect(output.trim()).toMatch(sentence);
  expect(code).toBe(1);
});

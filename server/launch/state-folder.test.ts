import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keptSecret, stateFolder, writeRunning } from "./state-folder.mjs";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "corrente-state-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test("a DATA_DIR that is no folder is reported with its variable", () => {
  const file = join(folder, "a-file");
  writeFileSync(file, "");
  vi.stubEnv("DATA_DIR", file);
  expect(() => stateFolder()).toThrow(`DATA_DIR must be a folder that this user may write to, not ${file} (EEXIST).`);
});

test("secrets, and the addresses that hold passwords, are for their owner's eyes only", () => {
  keptSecret(folder, "auth");
  writeRunning(folder, { databaseUrl: "postgres://corrente:secret@127.0.0.1/corrente" });
  for (const name of ["secrets.json", "running.json"])
    expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600);
});

test("a secret that was made once stays", () => {
  expect(keptSecret(folder, "auth")).toBe(keptSecret(folder, "auth"));
});

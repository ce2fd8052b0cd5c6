import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, expect, test } from "vitest";
import { startEmbeddedPostgres } from "./embedded-postgres.mjs";
import { startScratchPostgres } from "./scratch-postgres.mjs";

const cleanUps: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
});

const projectDir = process.cwd();

async function emptyStateDir(): Promise<string> {
  const stateDir = await mkdtemp(join(tmpdir(), "corrente-embedded-"));
  cleanUps.push(() => rm(stateDir, { recursive: true, force: true }));
  return stateDir;
}

async function query<Row>(url: string, query: string): Promise<Row[]> {
  const sql = postgres(url, { max: 1 });
  try {
    return await sql.unsafe<(Row & object)[]>(query);
  } finally {
    await sql.end();
  }
}

test("what was committed is there after a stop and a second start, at the same address", async () => {
  const stateDir = await emptyStateDir();
  const first = await startEmbeddedPostgres({ projectDir, stateDir, log: () => {} });
  cleanUps.push(first.stop);
  await query(first.url, "create table kept as select 'Straße' as word");
  await first.stop();
  await first.ended;
  expect(first.pid()).toBeNull();

  const second = await startEmbeddedPostgres({ projectDir, stateDir, log: () => {} });
  cleanUps.push(second.stop);
  expect(second.url).toBe(first.url);
  expect(await query(second.url, "select word from kept")).toEqual([{ word: "Straße" }]);
});

test("a server that already runs on the data is taken over, not fought", async () => {
  const stateDir = await emptyStateDir();
  const first = await startEmbeddedPostgres({ projectDir, stateDir, log: () => {} });
  cleanUps.push(first.stop);
  const second = await startEmbeddedPostgres({ projectDir, stateDir, log: () => {} });
  expect([first.isAdopted, second.isAdopted]).toEqual([false, true]);
  expect([second.url, second.pid()]).toEqual([first.url, first.pid()]);
  await second.stop();
  await Promise.all([first.ended, second.ended]);
});

test("it is durable, speaks UTF-8, asks for a password, and listens on the loopback address only", async () => {
  const stateDir = await emptyStateDir();
  const server = await startEmbeddedPostgres({ projectDir, stateDir, log: () => {} });
  cleanUps.push(server.stop);
  const settings = `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
    current_setting('server_encoding') as encoding, current_setting('listen_addresses') as addresses`;
  expect(await query(server.url, settings)).toEqual([
    { fsync: "on", commit: "on", encoding: "UTF8", addresses: "127.0.0.1" },
  ]);
  const wrong = server.url.replace(/:[^:@]+@/, ":wrong@");
  await expect(query(wrong, "select 1")).rejects.toThrow(/password authentication failed/);
  expect((await stat(join(stateDir, "postgres-password"))).mode & 0o777).toBe(0o600);
});

test("killed with -9 and started again, a scratch server keeps what it acknowledged", async () => {
  const server = await startScratchPostgres();
  cleanUps.push(server.stop);
  await query(server.url, "create table kept as select 1 as one");
  await server.kill9();
  await expect(query(server.url, "select 1")).rejects.toThrow(/ECONNREFUSED/);
  await server.restart();
  expect(await query(server.url, "select one from kept")).toEqual([{ one: 1 }]);
});

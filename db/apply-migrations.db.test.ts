import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { applyMigrations, lockMigrations } from "./apply-migrations";
import { type ScratchPostgres, startScratchPostgres } from "./embedded/scratch-postgres.mjs";

const TABLE = "create table cars (plate text not null);";
const INDEX = "-- found by its plate\nCREATE UNIQUE INDEX CONCURRENTLY cars_plate ON cars (plate);";

let server: ScratchPostgres;
let folder: string;
let database = 0;
let connections: postgres.Sql[];
let sql: postgres.Sql;

beforeAll(async () => {
  server = await startScratchPostgres();
});
afterAll(() => server.stop());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "corrente-migrations-"));
  connections = [];
  const admin = connect();
  await admin`create database ${admin(`database_${(database += 1)}`)}`;
  sql = connect(`database_${database}`);
});
afterEach(async () => {
  await Promise.all(connections.map((connection) => connection.end()));
  rmSync(folder, { recursive: true });
});

test("each migration runs once, in the order of the journal", async () => {
  await apply(TABLE, "insert into cars values ('AA-00-AA');");
  await apply(TABLE, "insert into cars values ('AA-00-AA');", "update cars set plate = plate || '!';");
  expect(await plates()).toEqual(["AA-00-AA!"]);
  expect(await recorded()).toEqual([1, 2, 3]);
});

test("a migration that fails leaves nothing of its own, and what ran before it stays", async () => {
  const broken = "insert into cars values ('AA-00-AA');\n--> statement-breakpoint\nselect 1 / 0;";
  await expect(apply(TABLE, broken)).rejects.toMatchObject({
    message: "migration 2_step failed",
    cause: { message: "division by zero" },
  });
  expect(await plates()).toEqual([]);
  expect(await recorded()).toEqual([1]);
});

test("a concurrent index is made outside a transaction, and recorded", async () => {
  await apply(TABLE, INDEX);
  expect(await indexes()).toEqual([{ name: "cars_plate", isValid: true }]);
  expect(await recorded()).toEqual([1, 2]);
});

test("a concurrent index is dropped outside a transaction", async () => {
  await apply(TABLE, INDEX, "DROP INDEX CONCURRENTLY IF EXISTS cars_plate;");
  expect(await indexes()).toEqual([]);
  expect(await recorded()).toEqual([1, 2, 3]);
});

test("a concurrent index that fails leaves no index and no record, and the next run makes it", async () => {
  await apply(TABLE, "insert into cars values ('AA-00-AA'), ('AA-00-AA');");
  const steps = [TABLE, "", INDEX, "create table later ();"];
  await expect(apply(...steps)).rejects.toMatchObject({ message: "migration 3_step failed", cause: { code: "23505" } });
  expect(await indexes()).toEqual([]);
  expect(await recorded()).toEqual([1, 2]);
  await sql`delete from cars`;
  await apply(...steps);
  expect(await indexes()).toEqual([{ name: "cars_plate", isValid: true }]);
  expect(await recorded()).toEqual([1, 2, 3, 4]);
});

test("an unfinished index that a killed process left behind is made anew", async () => {
  await apply(TABLE, "insert into cars values ('AA-00-AA'), ('AA-00-AA');");
  await expect(sql.unsafe(INDEX)).rejects.toMatchObject({ code: "23505" });
  expect(await indexes()).toEqual([{ name: "cars_plate", isValid: false }]);
  await sql`delete from cars`;
  await apply(TABLE, "", INDEX);
  expect(await indexes()).toEqual([{ name: "cars_plate", isValid: true }]);
});

test("processes that migrate together make a concurrent index once, without a deadlock", async () => {
  await apply(TABLE);
  const others = [1, 2, 3].map(() => connect(`database_${database}`));
  await Promise.all(
    others.map(async (other) => {
      await lockMigrations(other);
      await apply.by(other)(TABLE, INDEX);
      await other.end(); // which lets the next one in
    }),
  );
  expect(await indexes()).toEqual([{ name: "cars_plate", isValid: true }]);
  expect(await recorded()).toEqual([1, 2]);
});

test("a lock that cannot be had is told in one sentence, and the migration can run again", async () => {
  await apply(TABLE);
  const other = await connect(`database_${database}`).reserve();
  await other`begin`;
  await other`select from cars`;
  await expect(apply(TABLE, "alter table cars add column colour text;")).rejects.toThrow(
    "Migration 2_step could not get a lock within 0.5 s because of another connection's transaction: " +
      "end it (see pg_stat_activity) or wait for its end, then migrate again.",
  );
  expect(await recorded()).toEqual([1]);
  await other`rollback`;
  other.release();
  await apply(TABLE, "alter table cars add column colour text;");
  expect(await recorded()).toEqual([1, 2]);
});

test("a concurrent index beside another statement is refused before anything runs", async () => {
  await expect(apply(TABLE, `${INDEX}\n--> statement-breakpoint\nselect 1;`)).rejects.toThrow(
    "migration 2_step: a concurrent index must be the only statement of its file",
  );
  expect(await sql`select to_regclass('cars') as found`).toEqual([{ found: null }]);
});

/** Writes the steps as a folder of migrations, the first written at 1 ms, and applies it. */
const apply = Object.assign((...steps: readonly string[]) => apply.by(sql)(...steps), {
  by:
    (connection: postgres.Sql) =>
    (...steps: readonly string[]): Promise<void> => {
      mkdirSync(join(folder, "meta"), { recursive: true });
      const entries = steps.map((_, index) => ({ tag: `${index + 1}_step`, when: index + 1 }));
      writeFileSync(join(folder, "meta/_journal.json"), JSON.stringify({ entries }));
      for (const [index, step] of steps.entries()) writeFileSync(join(folder, `${index + 1}_step.sql`), step);
      return applyMigrations(connection, pathToFileURL(`${folder}/`), { lockTimeoutMs: 500 });
    },
});

const plates = async () => (await sql<{ plate: string }[]>`select plate from cars`).map(({ plate }) => plate);

const recorded = async () =>
  (await sql<{ at: number }[]>`select created_at::int as at from drizzle.__drizzle_migrations order by id`).map(
    ({ at }) => at,
  );

const indexes = () => sql`
  select indexrelid::regclass::text as name, indisvalid as "isValid" from pg_index where indrelid = 'cars'::regclass`;

function connect(name = "postgres"): postgres.Sql {
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const connection = postgres(url.href, { max: 1, onnotice: () => {} });
  connections.push(connection);
  return connection;
}

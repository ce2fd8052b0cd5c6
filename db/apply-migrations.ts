import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { WrongDatabase } from "./env";
import { errorCode } from "./error-code";

/** Serialises migrations of processes that start together. */
const MIGRATION_LOCK = 7_031_977;

/** Queries of a table queue behind a migration that waits for it, so it must not wait long. */
export const LOCK_TIMEOUT_MS = 5_000;

/** A concurrent index waits for transactions that began before it, but no query waits for it. */
const CONCURRENT_LOCK_TIMEOUT_MS = 600_000;

type Migration = {
  readonly name: string;
  readonly writtenAtMs: number;
  readonly hash: string;
  readonly statements: readonly string[];
  /** the index that is made or dropped outside a transaction; null for any other migration */
  readonly concurrentIndex: string | null;
};

/**
 * Held until the connection ends. Asked for again and again instead of waited for: a concurrent
 * index waits for the running statements of others, so it deadlocks with one that waits for it.
 */
export async function lockMigrations(sql: postgres.Sql): Promise<void> {
  for (;;) {
    const [lock] = await sql<{ isOurs: boolean }[]>`select pg_try_advisory_lock(${MIGRATION_LOCK}) as "isOurs"`;
    if (lock?.isOurs) return;
    await sleep(200);
  }
}

/**
 * Runs the migrations of a folder that are newer than the newest that ran, in the journal's order.
 * Each is one transaction, but for concurrent indexes, which Postgres makes outside of one.
 * @throws WrongDatabase when a lock cannot be had in time
 */
export async function applyMigrations(
  sql: postgres.Sql,
  folder: URL,
  { lockTimeoutMs = LOCK_TIMEOUT_MS } = {},
): Promise<void> {
  const migrations = readMigrations(folder);
  await sql`create schema if not exists drizzle`;
  await sql`
    create table if not exists drizzle.__drizzle_migrations (
      id serial primary key, hash text not null, created_at bigint)`;
  const [newest] = await sql<{ at: string | null }[]>`
    select max(created_at)::text as at from drizzle.__drizzle_migrations`;
  for (const migration of migrations) {
    if (migration.writtenAtMs <= Number(newest?.at ?? 0)) continue;
    const limitMs = migration.concurrentIndex === null ? lockTimeoutMs : CONCURRENT_LOCK_TIMEOUT_MS;
    try {
      await sql`select set_config('lock_timeout', ${String(limitMs)}, false)`;
      if (migration.concurrentIndex === null) await applyAtOnce(sql, migration);
      else await applyConcurrently(sql, migration, migration.concurrentIndex);
    } catch (error) {
      if (errorCode(error) === "55P03") throw notLocked(`Migration ${migration.name}`, limitMs);
      throw new Error(`migration ${migration.name} failed`, { cause: error });
    }
  }
}

/** 55P03: a lock was not to be had in time. */
export const notLocked = (what: string, limitMs: number): WrongDatabase =>
  new WrongDatabase(
    `${what} could not get a lock within ${limitMs / 1000} s because of another connection's transaction: ` +
      "end it (see pg_stat_activity) or wait for its end, then migrate again.",
  );

async function applyAtOnce(sql: postgres.Sql, migration: Migration): Promise<void> {
  await sql.begin(async (transaction) => {
    for (const statement of migration.statements) await transaction.unsafe(statement);
    await record(transaction, migration);
  });
}

/**
 * A concurrent index that fails, or whose process dies, stays behind as an invalid one that slows
 * down every write. It is dropped at once, or by the next run before that tries again.
 */
async function applyConcurrently(sql: postgres.Sql, migration: Migration, index: string): Promise<void> {
  const drop = () => sql`drop index concurrently if exists ${sql(index)}`;
  await drop();
  try {
    for (const statement of migration.statements) await sql.unsafe(statement);
  } catch (error) {
    await drop().catch(() => {}); // the next run drops it; the first error is the reason
    throw error;
  }
  await record(sql, migration);
}

const record = (sql: postgres.ISql, { hash, writtenAtMs }: Migration) =>
  sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${writtenAtMs})`;

/** @throws when a concurrent index does not stand alone in its file */
function readMigrations(folder: URL): readonly Migration[] {
  const { entries } = JSON.parse(readFileSync(new URL("meta/_journal.json", folder), "utf8")) as {
    entries: readonly { tag: string; when: number }[];
  };
  return entries.map(({ tag: name, when: writtenAtMs }) => {
    const text = readFileSync(new URL(`${name}.sql`, folder), "utf8");
    const statements = text.split("--> statement-breakpoint").filter((statement) => statement.trim() !== "");
    const indexes = statements.flatMap(concurrentIndexOf);
    if (indexes.length > 0 && statements.length > 1)
      throw new Error(`migration ${name}: a concurrent index must be the only statement of its file`);
    const hash = createHash("sha256").update(text).digest("hex");
    return { name, writtenAtMs, hash, statements, concurrentIndex: indexes[0] ?? null };
  });
}

const CONCURRENT_INDEX =
  /^(create (unique )?index concurrently (if not exists )?|drop index concurrently if exists )"?(?<name>\w+)/i;

function concurrentIndexOf(statement: string): readonly string[] {
  const bare = statement
    .replaceAll(/^\s*--.*$/gm, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  const index = CONCURRENT_INDEX.exec(bare)?.groups?.["name"];
  return index === undefined ? [] : [index];
}

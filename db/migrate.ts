import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import { runMigrations } from "graphile-worker";
import postgres from "postgres";

const OLDEST_POSTGRES = 150000;

/** Serialises migrations of processes that start together. */
const MIGRATION_LOCK = 7_031_977;

/**
 * Brings a database to the newest schema: our migrations, then the job queue's, both idempotent. The login must own the
 * database and may create roles. Throws a sentence when Postgres is too old.
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    const [version] = await sql<{ number: number }[]>`select current_setting('server_version_num')::int as number`;
    if ((version?.number ?? 0) < OLDEST_POSTGRES) throw new Error("Postgres 15 or newer is needed.");
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await applyMigrations(drizzle(sql), { migrationsFolder: fileURLToPath(new URL("./migrations", import.meta.url)) });
    await runMigrations({ connectionString: asWorker(databaseUrl) });
  } finally {
    await sql.end();
  }
}

/** The same database, with the worker's role assumed at connect: that role owns the queue. */
export function asWorker(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set("options", "-c role=corrente_worker");
  return url.toString();
}

import { runMigrations } from "graphile-worker";
import postgres from "postgres";
import { applyMigrations, LOCK_TIMEOUT_MS, lockMigrations, notLocked } from "./apply-migrations";
import { WrongDatabase } from "./env";
import { errorCode } from "./error-code";

const MIN_POSTGRES_VERSION = 150000;

/**
 * Brings a database to the newest schema: our migrations, then the job queue's, both idempotent.
 * The login must own the database and may create roles.
 * @throws WrongDatabase for an old Postgres, a login without rights, a lock that cannot be had
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    const [version] = await sql<{ number: number }[]>`select current_setting('server_version_num')::int as number`;
    if ((version?.number ?? 0) < MIN_POSTGRES_VERSION)
      throw new WrongDatabase("Postgres 15 or newer is needed: see DATABASE_URL.");
    await lockMigrations(sql);
    await applyMigrations(sql, new URL("./migrations/", import.meta.url));
    await migrateQueue(databaseUrl);
  } catch (error) {
    throw permissionError(error, databaseUrl) ?? error;
  } finally {
    await sql.end();
  }
}

async function migrateQueue(databaseUrl: string): Promise<void> {
  const url = new URL(asWorker(databaseUrl));
  url.searchParams.set("options", `${url.searchParams.get("options")} -c lock_timeout=${LOCK_TIMEOUT_MS}`);
  try {
    await runMigrations({ connectionString: url.href });
  } catch (error) {
    throw errorCode(error) === "55P03" ? notLocked("The job queue's migration", LOCK_TIMEOUT_MS) : error;
  }
}

/** 42501: the login lacks a right. */
function permissionError(error: unknown, databaseUrl: string): WrongDatabase | null {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  if (errorCode(cause) !== "42501") return null;
  const detail = cause instanceof Error ? cause.message : String(cause);
  const hint = typeof cause === "object" && cause !== null && "hint" in cause ? ` (${String(cause.hint)})` : "";
  return new WrongDatabase(
    `The login ${new URL(databaseUrl).username} in DATABASE_URL must own the database and may create roles. ` +
      `Postgres says: ${detail}${hint}.`,
  );
}

/**
 * The same database, with the worker's role assumed at connect: that role owns the queue. For the
 * queue's own driver (pg), which reads sslmode=require as verify-full and knows no half-way: here
 * it means what it means to Postgres, and to our other connections.
 */
export function asWorker(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  const { searchParams } = url;
  const options = [searchParams.get("options"), "-c role=corrente_worker"].filter(Boolean).join(" ");
  const mode = searchParams.get("sslmode") ?? searchParams.get("ssl") ?? "disable";
  searchParams.delete("ssl");
  searchParams.set("options", options);
  if (/^(disable|false|0|allow|prefer)$/.test(mode)) searchParams.set("sslmode", "disable");
  else if (mode.startsWith("verify")) searchParams.set("sslmode", mode);
  else {
    searchParams.set("sslmode", "require");
    searchParams.set("uselibpqcompat", "true");
  }
  return url.toString();
}

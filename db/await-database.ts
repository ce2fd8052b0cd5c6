import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { openLogin, type ProcessRole } from "./client";
import { databaseUrl, WrongDatabase } from "./env";
import { errorCode } from "./error-code";

/**
 * Nobody answers, or Postgres is starting, stopping or full (57P0x, 53xxx): it passes by itself. A
 * name not found may be a host that is not up yet.
 */
const TRANSIENT = new RegExp(
  "^(ECONNREFUSED|ECONNRESET|EPIPE|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|CONNECT_TIMEOUT|" +
    "CONNECTION_\\w+|57P0.|53...|08...)$",
);

const FIRST_WAIT_MS = 250;
const MAX_WAIT_MS = 5_000;
const REMINDER_INTERVAL_MS = 60_000;

type RetryOptions = {
  /**
   * gets a line when Postgres does not answer, one a minute while it stays so, and one when it does
   */
  readonly onLine: (line: string) => void;
  readonly signal?: AbortSignal;
  /** after so long it is no use; for ever when it is not said */
  readonly timeoutMs?: number;
};

/**
 * Opens what needs the database as soon as it answers, is migrated and lets this role in; until
 * then it tries again and again.
 * @throws WrongDatabase for what only a person can put right; what `open` throws, unless it is a
 *   lost connection; the signal's reason
 */
export const whenDatabaseAnswers = <T>(role: ProcessRole, open: () => Promise<T>, options: RetryOptions): Promise<T> =>
  whenPostgresAnswers(async (onAnswer) => {
    await check(role);
    onAnswer();
    return open();
  }, options);

/**
 * Does a work that may be begun anew, as soon as Postgres answers; until then it tries again and
 * again.
 * @param work says by `reached` that somebody answered
 * @throws WrongDatabase for what only a person can put right; what `work` throws, unless it is a
 *   lost connection; the signal's reason
 */
export async function whenPostgresAnswers<T>(
  work: (onAnswer: () => void) => Promise<T>,
  { onLine, signal, timeoutMs = Infinity }: RetryOptions,
): Promise<T> {
  const address = addressOf(databaseUrl());
  const startedAtMs = Date.now();
  let reportedAtMs: number | null = null;
  const onAnswer = () => {
    if (reportedAtMs !== null) onLine(`Postgres answers at ${address}`);
  };
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, MAX_WAIT_MS)) {
    signal?.throwIfAborted();
    try {
      return await work(onAnswer);
    } catch (error) {
      if (!TRANSIENT.test(codeOf(error))) throw wrongDatabase(error);
      const message = `Postgres does not answer at ${address} (${codeOf(error)})`;
      const nowMs = Date.now();
      if (nowMs - startedAtMs >= timeoutMs) throw new WrongDatabase(`${message}: start it, or put DATABASE_URL right.`);
      if (reportedAtMs === null || nowMs - reportedAtMs >= REMINDER_INTERVAL_MS) {
        onLine(`${message}; trying again`);
        reportedAtMs = nowMs;
      }
    }
    await sleep(waitMs, undefined, { signal });
  }
}

/** Of the driver's error, also when a failed query wraps it. */
const codeOf = (error: unknown): string =>
  errorCode(error) || errorCode(error instanceof Error ? error.cause : undefined);

/** As the login, before any role is assumed: until the migrations ran there is no role. */
async function check(role: ProcessRole): Promise<void> {
  const login = openLogin();
  try {
    const applied = await newestMigration(login);
    if (applied !== "unknown" && applied < newestBundledMigration()) throw notMigrated(applied);
    const [mine] = await login<{ isMember: boolean }[]>`
      select pg_has_role(oid, 'member') as "isMember" from pg_roles where rolname = ${`corrente_${role}`}`;
    if (mine?.isMember !== true) {
      throw new WrongDatabase(
        `The login in DATABASE_URL may not act as corrente_${role}: ` +
          "grant it that role, or use the login that migrated the database.",
      );
    }
  } finally {
    await login.end({ timeout: 1 });
  }
}

/**
 * When the newest migration that ran was written, epoch ms; 0 when none ran; "unknown" to a login
 * that may not look.
 */
async function newestMigration(login: ReturnType<typeof openLogin>): Promise<number | "unknown"> {
  try {
    const [newest] = await login<{ when: string | null }[]>`
      select max(created_at)::text as "when" from drizzle.__drizzle_migrations`;
    return Number(newest?.when ?? 0);
  } catch (error) {
    // 42P01, 3F000: no such table, no such schema; 42501: not ours to read
    if (/^(42P01|3F000)$/.test(errorCode(error))) return 0;
    if (errorCode(error) === "42501") return "unknown";
    throw error;
  }
}

function notMigrated(applied: number): WrongDatabase {
  const problem = applied === 0 ? "has no tables of ours" : "is older than this program";
  return new WrongDatabase(
    `The database ${problem}: run \`npm run db:migrate\` with this DATABASE_URL, then start again.`,
  );
}

function newestBundledMigration(): number {
  const journal: unknown = JSON.parse(
    readFileSync(new URL("./migrations/meta/_journal.json", import.meta.url), "utf8"),
  );
  const { entries } = journal as { entries: readonly { when: number }[] };
  return Math.max(...entries.map(({ when }) => when));
}

/** The same error in words that name the setting; any other as it is. */
function wrongDatabase(error: unknown): unknown {
  const url = new URL(databaseUrl());
  const user = decodeURIComponent(url.username);
  const name = decodeURIComponent(url.pathname.slice(1)) || user;
  switch (codeOf(error)) {
    case "28P01":
    case "28000":
      return new WrongDatabase(`Postgres at ${addressOf(url.href)} refuses the login ${user}: see DATABASE_URL.`);
    case "3D000":
      return new WrongDatabase(`Postgres at ${addressOf(url.href)} has no database "${name}": see DATABASE_URL.`);
    default:
      return error;
  }
}

/** "host:port", all that a log may show of the address. */
function addressOf(databaseUrl: string): string {
  const { hostname, port, searchParams } = new URL(databaseUrl);
  return `${hostname || searchParams.get("host") || "localhost"}:${port || "5432"}`;
}

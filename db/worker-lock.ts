import { sql } from "drizzle-orm";
import postgres from "postgres";
import { databaseUrl } from "./env";
import { withPlatform } from "./platform";

/**
 * First key of the advisory locks by which workers show that they live; the second is the hash of
 * the worker's name.
 */
const WORKER_LOCK_KEY = 7_031_978;

const CHECK_EVERY_MS = 2_000;
const UNLOCK_AFTER = "5 seconds";

/**
 * Shows that a worker lives, by a lock of a session of its own: it vanishes with the process,
 * however that dies. Taken again when the connection was lost. Call the answer to stop.
 */
export async function holdWorkerLock(worker: string): Promise<() => Promise<void>> {
  const session = postgres(databaseUrl(), {
    max: 1,
    onnotice: () => {},
    connection: { application_name: "corrente-worker-presence", role: "corrente_worker" },
  });
  const takeLock = async () => {
    await session`
      select case when not exists (select 1 from pg_locks
                                    where locktype = 'advisory' and pid = pg_backend_pid() and granted)
                  then pg_advisory_lock_shared(${WORKER_LOCK_KEY}::int, hashtext(${worker}::text)) end`;
  };
  await takeLock();
  // a lost connection is tried again at the next tick; meanwhile the jobs themselves fail and say
  // so
  const timer = setInterval(() => void takeLock().catch(() => {}), CHECK_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await session.end({ timeout: 1 });
  };
}

/**
 * Gives the jobs of workers that died back to the queue, where they would otherwise wait for hours.
 * @returns how many workers
 */
export const releaseJobsOfDeadWorkers = (): Promise<number> =>
  withPlatform("free the jobs of workers that died", async (db) => {
    const dead = await db.execute<{ name: string }>(sql`
      select name from (select distinct locked_by as name from graphile_worker.jobs
                         where locked_by is not null and locked_at < now() - ${UNLOCK_AFTER}::interval) holders
       where pg_try_advisory_xact_lock(${WORKER_LOCK_KEY}::int, hashtext(name))`);
    if (dead.length === 0) return 0;
    const names = `{${dead.map(({ name }) => `"${name}"`).join(",")}}`;
    await db.execute(sql`select graphile_worker.force_unlock_workers(${names}::text[])`);
    return dead.length;
  });

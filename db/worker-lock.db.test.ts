import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withPlatform } from "./platform";
import { releaseJobsOfDeadWorkers, holdWorkerLock } from "./worker-lock";
import { actAs, closePools } from "./process";

beforeAll(async () => {
  await closePools();
  actAs("worker"); // the queue is the worker's
});
afterAll(() => actAs("portal"));

/** A job that a worker took ten seconds ago and has not finished. */
const lockedJob = (worker: string) =>
  withPlatform("a test takes a job", async (db) => {
    const [job] = await db.execute<{ id: string }>(
      sql`select id::text from graphile_worker.add_job('a-test', job_key => ${randomUUID()})`,
    );
    await db.execute(sql`
      update graphile_worker._private_jobs set locked_by = ${worker}, locked_at = now() - interval '10 seconds'
       where id = ${job?.id ?? ""}::bigint`);
    return job?.id ?? "";
  });

const holderOf = (jobId: string) =>
  withPlatform("a test looks at a job", async (db) => {
    const [job] = await db.execute<{ holder: string | null }>(
      sql`select locked_by as holder from graphile_worker.jobs where id = ${jobId}::bigint`,
    );
    return job?.holder;
  });

test("the jobs of a worker that died go back to the queue, those of one that lives stay with it", async () => {
  const [living, dead] = [`pool-${randomUUID()}`, `pool-${randomUUID()}`];
  const release = await holdWorkerLock(living);
  const [its, orphan] = [await lockedJob(living), await lockedJob(dead)];
  expect(await releaseJobsOfDeadWorkers()).toBeGreaterThanOrEqual(1);
  expect(await holderOf(its)).toBe(living);
  expect(await holderOf(orphan)).toBeNull();
  await release(); // as when the process dies: its session is gone, and the lock with it
  await releaseJobsOfDeadWorkers();
  expect(await holderOf(its)).toBeNull();
});

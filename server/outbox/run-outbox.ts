/** Runs the jobs of the outbox. Knows no feature: worker.ts hands it the table topic → use case. */
import { EventEmitter } from "node:events";
import { Logger, parseCronItems, run, type WorkerEvents } from "graphile-worker";
import { databaseUrl } from "@/db/env";
import { asWorker } from "@/db/migrate";
import { releaseJobsOfDeadWorkers, holdWorkerLock } from "@/db/worker-lock";
import { logFor } from "@/server/log";
import type { JobTopic } from "@/server/outbox/put";

/** What each topic does with its payload; it throws when the job should be tried again. */
export type Jobs = Readonly<Record<JobTopic, (payload: unknown) => Promise<void>>>;

/**
 * What happens by the clock, on one worker however many there are. `at` is a cron pattern in UTC.
 */
export type Schedule = { name: string; cron: string; run: () => Promise<void> };

export type JobRunner = { stop: () => Promise<void>; ended: Promise<void> };

const FREE_JOBS_INTERVAL_MS = 5_000;

const log = logFor("worker");

/**
 * Takes jobs until it is stopped; jobs under way are finished first. Jobs that a killed worker held
 * are given back within seconds. `ended` resolves or rejects when the draining is over, asked for
 * or not.
 */
export async function runOutbox(jobs: Jobs, schedules: readonly Schedule[], concurrency: number): Promise<JobRunner> {
  let removePresence: Promise<() => Promise<void>> | undefined;
  const events: WorkerEvents = new EventEmitter();
  events.once("pool:create", ({ workerPool }) => {
    removePresence = holdWorkerLock(workerPool.id);
    removePresence.catch((error: unknown) => log.error({ err: error }, "Cannot show that this worker lives"));
  });
  const runner = await run({
    connectionString: asWorker(databaseUrl()),
    concurrency,
    noHandleSignals: true, // worker.ts stops us
    pollInterval: 2_000,
    maxPoolSize: concurrency + 2,
    logger: new Logger(logOf),
    events,
    taskList: {
      ...Object.fromEntries(Object.entries(jobs).map(([topic, job]) => [topic, (payload: unknown) => job(payload)])),
      ...Object.fromEntries(schedules.map((schedule) => [schedule.name, schedule.run])),
    },
    // the clock itself is the patience of a duty: tried for days each minute's would pile up behind
    // one that fails
    parsedCronItems: parseCronItems(
      schedules.map(({ name, cron }) => ({ task: name, match: cron, options: { maxAttempts: 3 } })),
    ),
  });
  const timer = setInterval(() => void freeJobs(), FREE_JOBS_INTERVAL_MS);
  const stop = async () => {
    clearInterval(timer);
    await runner.stop();
    await (await removePresence)?.();
  };
  return { stop, ended: runner.promise };
}

async function freeJobs(): Promise<void> {
  try {
    const workers = await releaseJobsOfDeadWorkers();
    if (workers > 0) log.warn({ workers }, "Gave the jobs of dead workers back to the queue");
  } catch (error) {
    // an edge like each job's own: the next tick tries again
    log.warn({ err: error }, "Cannot look for dead workers");
  }
}

/**
 * The queue's own words in our log: what failed, and what worries it. Each job done would drown the
 * rest.
 */
const logOf =
  ({ jobId, taskIdentifier: topic }: { jobId?: string; taskIdentifier?: string }) =>
  (level: string, message: string, meta?: Readonly<Record<string, unknown>>): void => {
    const about = { jobId, topic, err: meta?.error };
    if (level === "error") log.error(about, message);
    else if (level === "warning") log.warn(about, message);
    else log.debug(about, message);
  };

import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import type { JobTopic } from "@/server/outbox/put";

/**
 * Whether the job keyed `topic:id` waits or runs: what is put under its key would overtake its
 * patience, or run beside it. One that used up its attempts does not count. Only the worker's role
 * sees the queue.
 */
export const hasJob = (topic: JobTopic, id: AnyColumn): SQL =>
  sql`exists (select from graphile_worker.jobs j where j.key = ${`${topic}:`}::text || ${id}::text
  and j.attempts < j.max_attempts)`;

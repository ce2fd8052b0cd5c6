import type { Query } from "@/db/query";
import { queryOf } from "@/db/handle";
import type { TenantWrite } from "@/db/tenant";

/** Every kind of job there is; worker.ts names the use case of each. */
export type JobTopic =
  | "session.settle"
  | "invoice.render"
  | "mail.send"
  | "mail.sign-in"
  | "stripe.operation"
  | "stripe.event"
  | "stripe.invoice";

export type JobOptions = {
  /** A job with the key of one that still waits takes its place. */
  readonly key?: string;
  /** Not before then. */
  readonly runAt?: Date;
};

/**
 * Puts a job into the transaction of the change that wants it: both commit or neither. `payload` is
 * JSON; name the tenant in it.
 */
export const putJob = (
  db: TenantWrite,
  topic: JobTopic,
  payload: Readonly<Record<string, unknown>>,
  options: JobOptions = {},
): Promise<void> => putJobWithQuery(queryOf(db), topic, payload, options);

/** As {@link putJob}, for a handle that speaks plain SQL (the gateway's batches). */
export async function putJobWithQuery(
  query: Query,
  topic: JobTopic,
  payload: Readonly<Record<string, unknown>>,
  { key, runAt }: JobOptions = {},
): Promise<void> {
  await query`select put_job(${topic}::text, ${JSON.stringify(payload)}::text::json, ${key ?? null}::text,
    ${runAt?.toISOString() ?? null}::text::timestamptz)`;
}

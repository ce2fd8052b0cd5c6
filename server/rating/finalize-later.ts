import type { TenantHandle } from "@/db/handle";
import { putJobWithQuery } from "@/server/outbox/put";

/** How long a session waits for what may still come (billing §3.5). */
export const WAIT_FOR_LATE_MS = 15 * 60_000;
/** The same when the station said that it had been offline: it has a queue to send. */
export const WAIT_FOR_OFFLINE_MS = 24 * 60 * 60_000;

/** The payload of the job "session.settle". */
export type FinalizeJob = { readonly tenantId: string; readonly sessionId: string };

/** Settles the session when its time has come: the worker calls settleSession. */
export async function finalizeLater({ query, tenantId }: TenantHandle, sessionId: string, atMs: number): Promise<void> {
  const job: FinalizeJob = { tenantId, sessionId };
  await putJobWithQuery(query, "session.settle", job, { key: `session.settle/${sessionId}`, runAt: new Date(atMs) });
}

import { batchedQuery, type Numbered } from "@/db/batched-query";
import { isRetryable } from "@/server/station-events/database-error";
import { touchSession, type EventContext } from "@/server/station-events/event-context";
import { finalizeLater, WAIT_FOR_LATE_MS, WAIT_FOR_OFFLINE_MS } from "@/server/rating/finalize-later";
import { holdAfterError, setBillingState, finalizeSession } from "@/server/rating/finalize-session";
import { logFor } from "@/server/log";

/**
 * Settles a session of which nothing is outstanding. @returns the total as decimal text; null while
 * there is none
 */
export function finalizeNow({ handle, receivedAtMs }: EventContext, sessionId: string): Promise<string | null> {
  return handle.attempt(
    async (inner) => {
      const result = await finalizeSession(inner, sessionId, { nowMs: receivedAtMs });
      return "totalCost" in result ? result.totalCost : null;
    },
    async (error) => {
      if (isRetryable(error)) throw error; // the whole message is written again
      // a fault in pricing must never make the charger's message fail: its end is kept, a person
      // sees to the price
      logFor("gateway").error({ err: error, sessionId }, "A session could not be priced");
      await holdAfterError(handle, sessionId, error);
      return null;
    },
  );
}

/**
 * Something may still come: a start that is missing, a message that others overtook, the queue of a
 * station that was offline.
 */
export async function waitForLateMessages(
  { handle, receivedAtMs }: EventContext,
  sessionId: string,
  { isOffline }: { readonly isOffline: boolean },
): Promise<null> {
  await setBillingState(handle, sessionId, "settling");
  await finalizeLater(handle, sessionId, receivedAtMs + (isOffline ? WAIT_FOR_OFFLINE_MS : WAIT_FOR_LATE_MS));
  return null;
}

/** Settles a session that waited for its rest, when the message just written was the last of it. */
export async function finalizeWhenComplete(context: EventContext, sessionId: string): Promise<void> {
  const [complete] = await context.handle.queryBatched(completeSessions, { sessionId });
  if (!complete) return;
  await finalizeNow(context, sessionId);
  touchSession(context, sessionId);
}

const completeSessions = batchedQuery(
  { sessionId: "uuid" },
  (query, input) => query<Numbered>`
  select input.n
    from ${input}
    join sessions s on s.tenant_id = input."tenantId" and s.id = input."sessionId"
   where s.state = 'ended' and s.billing_state = 'settling'
     and is_without_gap(s.first_seq_no, s.last_seq_no, s.seq_nos)`,
);

import type { SharedStatement } from "@/db/shared-statements";
import { isPassing } from "@/server/station-events/database-fault";
import { touchSession, type Hearing } from "@/server/station-events/hearing";
import { settleLater, WAIT_FOR_LATE_MS, WAIT_FOR_OFFLINE_MS } from "@/server/rating/settle-later";
import { holdAfterFault, setBillingState, settleSession } from "@/server/rating/settle-session";
import { logFor } from "@/server/log";

/** Settles a session of which nothing is outstanding. @returns the total as decimal text; null while there is none */
export function settleNow({ handle, receivedAtMs }: Hearing, sessionId: string): Promise<string | null> {
  return handle.attempt(
    async (inner) => {
      const result = await settleSession(inner, sessionId, { nowMs: receivedAtMs });
      return "totalCost" in result ? result.totalCost : null;
    },
    async (error) => {
      if (isPassing(error)) throw error; // the whole message is written again
      // a fault in pricing must never make the charger's message fail: its end is kept, a person sees to the price
      logFor("gateway").error({ err: error, sessionId }, "a session could not be priced");
      await holdAfterFault(handle, sessionId, error);
      return null;
    },
  );
}

/** Something may still come: the start we never heard, a message that was passed by others, the queue of a station that was offline. */
export async function waitForRest(
  { handle, receivedAtMs }: Hearing,
  sessionId: string,
  { isOffline }: { readonly isOffline: boolean },
): Promise<null> {
  await setBillingState(handle, sessionId, "settling");
  await settleLater(handle, sessionId, receivedAtMs + (isOffline ? WAIT_FOR_OFFLINE_MS : WAIT_FOR_LATE_MS));
  return null;
}

/** Settles a session that waited for its rest, when the message just written was the last of it. */
export async function settleWhenWhole(hearing: Hearing, sessionId: string): Promise<void> {
  const [whole] = await hearing.handle.askTogether(wholeSessions, { sessionId });
  if (!whole) return;
  await settleNow(hearing, sessionId);
  touchSession(hearing, sessionId);
}

const wholeSessions: SharedStatement<{ sessionId: string }> = (ask, told) => ask`
  select told.n
    from jsonb_to_recordset(${told}::text::jsonb) as told (n int, "tenantId" uuid, "sessionId" uuid)
    join sessions s on s.tenant_id = told."tenantId" and s.id = told."sessionId"
   where s.state = 'ended' and s.billing_state = 'settling' and is_without_gap(s.first_seq_no, s.last_seq_no, s.seq_nos)`;

import { closeSessionWithoutStop } from "@/server/charging/close-session-without-stop";
import { findActiveOnEvse, type FoundSession } from "@/server/charging/find-session";
import type { EventContext } from "@/server/station-events/event-context";

/**
 * A session that has come to an EVSE, and since when it is there; without an id while it is not
 * written yet.
 */
type SupersedingSession = { readonly id: string | null; readonly evse: number; readonly sinceMs: number };

/**
 * One EVSE serves one car: a session that still seems to run there has ended without a stop (M16,
 * M19). `running`: the sessions there, when they are known.
 */
export async function closeSupersededSessions(
  context: EventContext,
  { id, evse, sinceMs }: SupersedingSession,
  running?: readonly FoundSession[],
): Promise<void> {
  for (const other of running ?? (await findActiveOnEvse(context, evse))) {
    // a start that arrives late, from before the other's, does not end it
    if (other.id !== id && other.startedAtMs < sinceMs) await closeSessionWithoutStop(context, other, sinceMs);
  }
}

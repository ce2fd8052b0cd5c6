import { addFinding } from "@/server/findings/add-finding";
import { findSession, type FoundSession } from "@/server/charging/find-session";
import type { EventContext } from "@/server/station-events/event-context";
import { openSession } from "@/server/charging/open-session";
import type { SessionEndedEvent, SessionMeteredEvent } from "@/server/domain/station/event";

/**
 * A 2.x transaction whose start never came: opened from what is known, because its energy is real.
 * It starts at the first instant that is reported of it; should its start still come, it completes
 * the session. Null for a session of 1.6, whose number only we can give.
 */
export async function openSessionWithoutStart(
  context: EventContext,
  event: SessionMeteredEvent | SessionEndedEvent,
): Promise<FoundSession | null> {
  const { session: ref, readings, token, offline } = event;
  if (ref?.by !== "station-id") return null;
  const { handle, station } = context;
  const { evse, connector } = event.type === "session.metered" ? event : { evse: 0, connector: 0 };
  const opened = await openSession(context, {
    transactionId: ref.transactionId,
    evse,
    connector,
    token,
    startedAtMs: Math.min(event.atMs, ...readings.map((reading) => reading.atMs)),
    registerMilliWh: null,
    chargingState: (event.type === "session.metered" ? event.chargingState : null) ?? "unknown",
    readings: [],
    offline,
    remoteStartId: null,
    seqNo: null,
  });
  const data = { transactionId: ref.transactionId };
  await addFinding(handle, {
    code: "START_MISSING",
    severity: "warning",
    stationId: station.stationId,
    sessionId: opened.id,
    data,
  });
  return findSession(context, ref);
}

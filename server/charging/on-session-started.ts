import { batchedQuery, type Numbered } from "@/db/batched-query";
import { addFinding } from "@/server/findings/add-finding";
import { closeSupersededSessions } from "@/server/charging/close-superseded-sessions";
import { findSession, type FoundSession } from "@/server/charging/find-session";
import { iso, touchSession, type EventContext } from "@/server/station-events/event-context";
import { keepReadings } from "@/server/charging/keep-readings";
import { keepState } from "@/server/charging/keep-state";
import { markDone } from "@/server/commands/await-effects";
import { CHARGING_STATE_OF } from "@/server/charging/on-status-changed";
import { attachToken } from "@/server/charging/attach-token";
import { bigintText, openSession } from "@/server/charging/open-session";
import { authorizeToken } from "@/server/charging/authorize-token";
import { tokenOfRemoteStart } from "@/server/charging/remote-start-token";
import { finalizeWhenComplete } from "@/server/rating/finalize-or-wait";
import { CONNECTOR_STATES, type ChargingState, type SessionStartedEvent } from "@/server/domain/station/event";
import type { Outcome } from "@/server/domain/station/outcome";

/** A session begins. The answer's number is its name in OCPP 1.6; the price is locked here. */
export async function onSessionStarted(context: EventContext, received: SessionStartedEvent): Promise<Outcome> {
  const token = received.token ?? (await tokenOfRemoteStart(context, received.remoteStartId));
  const event = { ...received, token };
  const { transactionId } = event;
  const existing = transactionId === null ? null : await findSession(context, { by: "station-id", transactionId });
  if (existing) return completeLateStart(context, existing, event);
  if (event.evse > 0) await closeSupersededSessions(context, { evse: event.evse, sinceMs: event.atMs, id: null });
  const chargingState =
    event.chargingState === "unknown" ? await stateOfConnector(context, event) : event.chargingState;
  const opened = await openSession(context, { ...event, startedAtMs: event.atMs, chargingState });
  await noteRemoteStart(context, event, opened.id);
  const { authorization, groupUid } = opened.token;
  return { type: "session-started", authorization, groupUid, sessionNumber: opened.number };
}

/**
 * The start of a session that we had to open without it (2.x messages out of order): it completes
 * what is known.
 */
async function completeLateStart(
  context: EventContext,
  session: FoundSession,
  event: SessionStartedEvent,
): Promise<Outcome> {
  const { handle, station, receivedAtMs } = context;
  const startedAtMs = Math.min(event.atMs, session.startedAtMs);
  if (session.billingState === "rated" || session.billingState === "not_billable") {
    const data = { message: "start", at: iso(event.atMs) };
    await addFinding(handle, {
      code: "LATE_DATA",
      severity: "warning",
      stationId: station.stationId,
      sessionId: session.id,
      data,
    });
  } else {
    await handle.query`
      update sessions
         set started_at = ${iso(startedAtMs)}::timestamptz,
             meter_start_milli_wh = coalesce(${bigintText(event.registerMilliWh)}::bigint, meter_start_milli_wh),
             evse_number = case when ${event.evse}::int > 0 then ${event.evse}::int else evse_number end,
             connector_number = case when ${event.evse}::int > 0 then ${event.connector}::int else connector_number end,
             remote_start_id = coalesce(remote_start_id, ${event.remoteStartId}::int), is_offline = is_offline
             or ${event.offline}::boolean,
             first_seq_no = coalesce(${event.seqNo}::int, first_seq_no),
             seq_nos = seq_nos + one_number(${event.seqNo}::int)
       where tenant_id = ${handle.tenantId}::uuid and id = ${session.id}::uuid`;
    if (event.chargingState !== "unknown") await keepState(handle, session, event.chargingState, event.atMs);
  }
  const of = {
    stationId: station.stationId,
    evse: event.evse || session.evseNumber,
    sessionId: session.id,
    receivedAtMs,
  };
  await keepReadings(handle, of, event.readings);
  await noteRemoteStart(context, event, session.id);
  touchSession(context, session.id);
  const token = event.token ? await attachToken(context, { ...session, startedAtMs }, event.token, event.atMs) : null;
  await finalizeWhenComplete(context, session.id);
  const effective =
    token ??
    (session.tokenUid === null
      ? null
      : await authorizeToken(context, { uid: session.tokenUid, kind: "unspecified" }, event.atMs));
  return {
    type: "session-started",
    authorization: effective?.authorization ?? "unknown",
    groupUid: effective?.groupUid ?? null,
    sessionNumber: session.number,
  };
}

/** 1.6 reports the state with the connector, often just before the transaction starts. */
async function stateOfConnector({ handle, station }: EventContext, event: SessionStartedEvent): Promise<ChargingState> {
  const since = iso(event.atMs - MAX_STATE_AGE_MS);
  const [row] = await handle.queryBatched(newestStates, { stationId: station.stationId, evse: event.evse, since });
  const state = CONNECTOR_STATES.find((candidate) => candidate === row?.state);
  const chargingState = state && CHARGING_STATE_OF[state];
  // "finishing" just before a start is the end of the one before
  return chargingState === "charging" ? chargingState : "unknown";
}

const MAX_STATE_AGE_MS = 60_000;

const PLACE = { stationId: "uuid", evse: "int", since: "timestamptz" } as const;

const newestStates = batchedQuery(
  PLACE,
  (query, input) => query<Numbered<{ state: string | null }>>`
  select input.n, newest.state
    from ${input}
   cross join lateral (
     select c.state from connectors c
      where c.tenant_id = input."tenantId" and c.station_id = input."stationId" and c.evse_number = input.evse
        and c.state_at > input.since
      order by c.state_at desc limit 1) newest`,
);

async function noteRemoteStart(context: EventContext, event: SessionStartedEvent, sessionId: string): Promise<void> {
  if (event.remoteStartId !== null) {
    await markDone(context, "remote-start", { path: "remoteStartId", value: String(event.remoteStartId) }, sessionId);
  } else if (event.transactionId === null && event.token) {
    await markDone(context, "remote-start", { path: "token.uid", value: event.token.uid }, sessionId);
  }
}

import { batchedQuery, type Numbered } from "@/db/batched-query";
import { addFinding } from "@/server/findings/add-finding";
import { closeSupersededSessions } from "@/server/charging/close-superseded-sessions";
import { findActiveOnEvse, findSession, type FoundSession } from "@/server/charging/find-session";
import { iso, touchSession, type EventContext } from "@/server/station-events/event-context";
import { keepReadings } from "@/server/charging/keep-readings";
import { keepState } from "@/server/charging/keep-state";
import { markDone } from "@/server/commands/await-effects";
import { CHARGING_STATE_OF } from "@/server/charging/on-status-changed";
import { attachToken } from "@/server/charging/attach-token";
import { bigintText, openSession } from "@/server/charging/open-session";
import { authorizeToken, type TokenAuthorization } from "@/server/charging/authorize-token";
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
  if (existing && !isAnotherStart(existing, event)) return completeLateStart(context, existing, event);
  const running = event.evse > 0 ? await findActiveOnEvse(context, event.evse) : [];
  const repeated = running.find((session) => isRepeatedStart(session, event));
  if (repeated) return startedOutcome(context, repeated, event.atMs);
  if (event.evse > 0) {
    await closeSupersededSessions(context, { evse: event.evse, sinceMs: event.atMs, id: null }, running);
  }
  if (existing) await releaseTransactionId(context, existing);
  const chargingState =
    event.chargingState === "unknown" ? await stateOfConnector(context, event) : event.chargingState;
  const opened = await openSession(context, { ...event, startedAtMs: event.atMs, chargingState });
  await noteRemoteStart(context, event, opened.id);
  if (existing) await noteReusedId(context, event, opened.id);
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
  return startedOutcome(context, session, event.atMs, token);
}

/** The answer to a start whose session is there: about the token, else about the session's. */
async function startedOutcome(
  context: EventContext,
  { tokenUid, number }: FoundSession,
  atMs: number,
  token: TokenAuthorization | null = null,
): Promise<Outcome> {
  const ownToken = token ?? (tokenUid === null ? null : { uid: tokenUid, kind: "unspecified" as const });
  const known = ownToken && "uid" in ownToken ? await authorizeToken(context, ownToken, atMs) : ownToken;
  return {
    type: "session-started",
    authorization: known?.authorization ?? "unknown",
    groupUid: known?.groupUid ?? null,
    sessionNumber: number,
  };
}

/** Two starts this far apart are not the same act under two instants. */
const SAME_START_MS = 60_000;
/** A start whose answer was lost is sent again for as long. */
const REPEATED_START_MS = 5 * 60_000;

/**
 * A start under the id of a session that began long before, or has ended: the station's ids have
 * begun anew (after a boot, say). A start that comes late lies before what is known of its session.
 */
const isAnotherStart = (session: FoundSession, { atMs }: SessionStartedEvent): boolean =>
  session.endedAtMs === null ? atMs > session.startedAtMs + SAME_START_MS : atMs >= session.endedAtMs;

/**
 * 1.6: the same start under a later instant, because its answer was lost: same connector, token and
 * register, soon after, and nothing has flowed.
 */
function isRepeatedStart(session: FoundSession, event: SessionStartedEvent): boolean {
  const register = event.registerMilliWh === null ? null : String(event.registerMilliWh);
  return (
    event.transactionId === null &&
    register !== null &&
    session.meterStartMilliWh === register &&
    (session.lastRegisterMilliWh ?? register) === register &&
    session.tokenUid?.toLowerCase() === event.token?.uid.toLowerCase() &&
    Math.abs(event.atMs - session.startedAtMs) <= REPEATED_START_MS
  );
}

/** The older session keeps its id with its number behind it, so that both are unique. */
async function releaseTransactionId({ handle }: EventContext, session: FoundSession): Promise<void> {
  await handle.query`
    update sessions set transaction_id = transaction_id || '#' || number
     where tenant_id = ${handle.tenantId}::uuid and id = ${session.id}::uuid`;
}

async function noteReusedId(context: EventContext, event: SessionStartedEvent, sessionId: string): Promise<void> {
  const { handle, station } = context;
  context.deviate({ kind: "identifier_reused", place: "transactionId", value: event.transactionId });
  await addFinding(handle, {
    code: "TRANSACTION_ID_REUSED",
    severity: "warning",
    stationId: station.stationId,
    sessionId,
    data: { transactionId: event.transactionId },
  });
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

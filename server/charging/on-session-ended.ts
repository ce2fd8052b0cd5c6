import { batchedQuery, type Numbered } from "@/db/batched-query";
import { addFinding } from "@/server/findings/add-finding";
import { attachToken } from "@/server/charging/attach-token";
import { authorizeToken, type TokenAuthorization } from "@/server/charging/authorize-token";
import { findSession, findSessionWithoutId, type FoundSession } from "@/server/charging/find-session";
import { iso, touchSession, type EventContext } from "@/server/station-events/event-context";
import { keepReadings } from "@/server/charging/keep-readings";
import { markDone } from "@/server/commands/await-effects";
import { bigintText } from "@/server/charging/open-session";
import { openSessionWithoutStart } from "@/server/charging/open-session-without-start";
import { finalizeNow, waitForLateMessages } from "@/server/rating/finalize-or-wait";
import { noteSecondStop } from "@/server/rating/second-stop";
import type { SessionEndedEvent } from "@/server/domain/station/event";
import type { SessionEndedOutcome } from "@/server/domain/station/outcome";

/**
 * A session ends: it is closed, priced and, when nothing is outstanding, becomes its charge record,
 * all in the event's own transaction.
 */
export async function onSessionEnded(context: EventContext, event: SessionEndedEvent): Promise<SessionEndedOutcome> {
  const named = await findSession(context, event.session);
  const found = named?.state === "active" ? named : ((await matchStopWithoutId(context, event, named)) ?? named);
  if (found?.state === "ended" && !(await wasClosedWithoutStop(context, found)))
    return onSecondStop(context, found, event);
  if (!found && event.session.by === "number") return onUnknownTransaction(context, event);
  const session = found ?? (await openSessionWithoutStart(context, event));
  if (!session) return onUnknownTransaction(context, event);
  const token = await tokenAtEnd(context, session, event);
  const { isComplete, isOffline } = await endSession(context, session, event);
  const totalCost = await (isComplete
    ? finalizeNow(context, session.id)
    : waitForLateMessages(context, session.id, { isOffline }));
  await markDone(context, "remote-stop", sessionMatch(event, session), session.id);
  touchSession(context, session.id);
  return {
    type: "session-ended",
    authorization: token?.authorization ?? null,
    groupUid: token?.groupUid ?? null,
    totalCost,
  };
}

/**
 * A stop under no true number, and the one session that it can mean. `named`: the session of that
 * number, when it has ended: a stop from well after its end is not its own.
 */
async function matchStopWithoutId(
  context: EventContext,
  event: SessionEndedEvent,
  named: FoundSession | null,
): Promise<FoundSession | null> {
  const { session: ref, atMs, registerMilliWh } = event;
  if (ref.by !== "number") return null;
  if (named && (named.endedAtMs === null || atMs <= named.endedAtMs + AFTER_END_MS)) return null;
  const found = await findSessionWithoutId(context, { atMs, registerMilliWh, uid: event.token?.uid ?? null });
  if (!found) return null;
  const { stationId } = context.station;
  const data = { reported: ref.sessionNumber, number: found.number };
  const finding = { code: "TRANSACTION_RELINKED", severity: "info", stationId, sessionId: found.id, data } as const;
  await addFinding(context.handle, finding);
  return found;
}

/** A repetition may name another second; a stop this long after the end is another session's. */
const AFTER_END_MS = 60_000;

/**
 * We ended it because its stop had not come, and it has not settled: the station's own stop, late
 * as it is, is the true one.
 */
async function wasClosedWithoutStop({ handle }: EventContext, session: FoundSession): Promise<boolean> {
  if (session.billingState !== "settling") return false;
  const settled = await handle.query<{ code: string }>`
    update findings
       set resolved_at = coalesce(resolved_at, clock_timestamp()), resolution = coalesce(resolution, 'ended')
     where tenant_id = ${handle.tenantId}::uuid and session_id = ${session.id}::uuid and code = 'MISSING_STOP'
    returning code`;
  return settled.length > 0;
}

async function endSession(
  { handle, station, receivedAtMs }: EventContext,
  session: FoundSession,
  event: SessionEndedEvent,
): Promise<EndResult> {
  const of = { stationId: station.stationId, evse: session.evseNumber, sessionId: session.id, receivedAtMs };
  await keepReadings(handle, of, event.readings);
  const [ended] = await handle.queryBatched(endSessions, {
    sessionId: session.id,
    endedAt: iso(event.atMs),
    receivedAt: iso(receivedAtMs),
    reason: event.reason,
    meterStop: bigintText(event.registerMilliWh),
    register: bigintText(event.registerMilliWh ?? event.readings.at(-1)?.registerMilliWh ?? null),
    offline: event.offline,
    seqNo: event.seqNo,
  });
  if (!ended) throw new Error("a session was not ended");
  return ended;
}

type EndResult = {
  /**
   * nothing is outstanding: 2.x has no gap in its numbers; 1.6, which has none, sent the end as it
   * happened
   */
  readonly isComplete: boolean;
  readonly isOffline: boolean;
};

const ENDING = {
  sessionId: "uuid",
  endedAt: "timestamptz",
  receivedAt: "timestamptz",
  reason: "text?",
  meterStop: "bigint?",
  register: "bigint?",
  offline: "boolean",
  seqNo: "int?",
} as const;

const endSessions = batchedQuery(
  ENDING,
  (query, input) => query<Numbered<EndResult>>`
  update sessions s
     set state = 'ended', ended_at = input."endedAt", end_received_at = input."receivedAt", stop_reason = input.reason,
         meter_stop_milli_wh = input."meterStop",
         last_register_milli_wh = coalesce(input.register, s.last_register_milli_wh), power_w = 0,
         is_offline = s.is_offline or input.offline, last_seq_no = input."seqNo",
         seq_nos = s.seq_nos + one_number(input."seqNo")
    from ${input}
   where s.tenant_id = input."tenantId" and s.id = input."sessionId"
  returning input.n, s.is_offline as "isOffline",
            case when input."seqNo" is null then not input.offline
                 else is_without_gap(s.first_seq_no, s.last_seq_no, s.seq_nos) end as "isComplete"`,
);

/**
 * OCPP 2.x may send the paying token only in Ended. Attach it only if the session has none: a token
 * that merely stops another driver's session must not be billed.
 */
async function tokenAtEnd(
  context: EventContext,
  session: FoundSession,
  event: SessionEndedEvent,
): Promise<TokenAuthorization | null> {
  const { token, atMs } = event;
  if (!token) return null;
  return session.tokenUid === null ? attachToken(context, session, token, atMs) : authorizeToken(context, token, atMs);
}

/**
 * An unknown transaction: the message is stored and accepted, or the station would repeat it for
 * ever.
 */
async function onUnknownTransaction(context: EventContext, event: SessionEndedEvent): Promise<SessionEndedOutcome> {
  const { handle, station } = context;
  const data = {
    session: event.session.by === "number" ? event.session.sessionNumber : event.session.transactionId,
    at: iso(event.atMs),
    registerMilliWh: bigintText(event.registerMilliWh),
    token: event.token?.uid ?? null,
  };
  await addFinding(handle, {
    code: "UNKNOWN_TRANSACTION",
    severity: "warning",
    stationId: station.stationId,
    sessionId: null,
    data,
  });
  return { type: "session-ended", authorization: null, groupUid: null, totalCost: null };
}

/** The first end stands. */
async function onSecondStop(
  context: EventContext,
  session: FoundSession,
  event: SessionEndedEvent,
): Promise<SessionEndedOutcome> {
  await noteSecondStop(context, session.id, event);
  const token = event.token ? await authorizeToken(context, event.token, event.atMs) : null;
  return {
    type: "session-ended",
    authorization: token?.authorization ?? null,
    groupUid: token?.groupUid ?? null,
    totalCost: null,
  };
}

/** As the command named it: a stop of 1.6 may bear no true number (M15). */
const sessionMatch = ({ session }: SessionEndedEvent, { number }: FoundSession) =>
  session.by === "number"
    ? { path: "session.sessionNumber", value: String(number) }
    : { path: "session.transactionId", value: session.transactionId };

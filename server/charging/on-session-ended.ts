import type { SharedStatement } from "@/db/shared-statements";
import { addFinding } from "@/server/findings/add-finding";
import { adoptToken } from "@/server/charging/adopt-token";
import { authorizeToken, type KnownToken } from "@/server/charging/authorize-token";
import { findSession, findUnnumbered, type FoundSession } from "@/server/charging/find-session";
import { iso, touchSession, type Hearing } from "@/server/station-events/hearing";
import { keepReadings } from "@/server/charging/keep-readings";
import { markDone } from "@/server/commands/note-effects";
import { bigintText } from "@/server/charging/open-session";
import { openUnstarted } from "@/server/charging/open-unstarted";
import { settleNow, waitForRest } from "@/server/rating/settle-or-wait";
import type { SessionEndedEvent } from "@/server/domain/station/event";
import type { SessionEndedOutcome } from "@/server/domain/station/outcome";

/** A session ends: it is closed, priced and, when nothing is outstanding, becomes its charge record, all in the event's own transaction. */
export async function onSessionEnded(hearing: Hearing, event: SessionEndedEvent): Promise<SessionEndedOutcome> {
  const found = (await findSession(hearing, event.session)) ?? (await relink(hearing, event));
  if (found?.state === "ended" && !(await wasGivenUp(hearing, found))) return endAgain(hearing, found, event);
  if (!found && event.session.by === "number") return endUnknown(hearing, event);
  const session = found ?? (await openUnstarted(hearing, event));
  if (!session) return endUnknown(hearing, event);
  const token = await tokenAtEnd(hearing, session, event);
  const { isWhole, isOffline } = await close(hearing, session, event);
  const totalCost = await (isWhole ? settleNow(hearing, session.id) : waitForRest(hearing, session.id, { isOffline }));
  await markDone(hearing, "remote-stop", namedBy(event, session), session.id);
  touchSession(hearing, session.id);
  return {
    type: "session-ended",
    authorization: token?.authorization ?? null,
    groupUid: token?.groupUid ?? null,
    totalCost,
  };
}

/** A stop under no true number, and the one session that it can mean. */
async function relink(hearing: Hearing, event: SessionEndedEvent): Promise<FoundSession | null> {
  const { session: ref, atMs, registerMilliWh } = event;
  if (ref.by !== "number" || ref.sessionNumber > 0) return null;
  const found = await findUnnumbered(hearing, { atMs, registerMilliWh, uid: event.token?.uid ?? null });
  if (!found) return null;
  const { stationId } = hearing.station;
  const data = { told: ref.sessionNumber, number: found.number };
  const finding = { code: "TRANSACTION_RELINKED", severity: "info", stationId, sessionId: found.id, data } as const;
  await addFinding(hearing.handle, finding);
  return found;
}

/** We ended it because its stop had not come, and it has not settled: the station's own stop, late as it is, is the true one. */
async function wasGivenUp({ handle }: Hearing, session: FoundSession): Promise<boolean> {
  if (session.billingState !== "settling") return false;
  const [given] = await handle.ask<{ code: string }>`
    select code from findings where tenant_id = ${handle.tenantId}::uuid and session_id = ${session.id}::uuid and code = 'MISSING_STOP'`;
  return given !== undefined;
}

async function close(
  { handle, station, receivedAtMs }: Hearing,
  session: FoundSession,
  event: SessionEndedEvent,
): Promise<Ended> {
  const of = { stationId: station.stationId, evse: session.evseNumber, sessionId: session.id, receivedAtMs };
  await keepReadings(handle, of, event.readings);
  const [ended] = await handle.askTogether(endSessions, {
    sessionId: session.id,
    endedAt: iso(event.atMs),
    receivedAt: iso(receivedAtMs),
    reason: event.reason,
    meterStop: bigintText(event.registerMilliWh),
    register: bigintText(event.registerMilliWh ?? event.readings.at(-1)?.registerMilliWh ?? null),
    offline: event.offline,
    seqNo: event.seqNo,
  });
  if (!ended) throw new Error("A session was not ended.");
  return ended;
}

type Ended = {
  /** nothing is outstanding: 2.x told all from the start on; 1.6, which does not number its messages, told the end as it happened */
  readonly isWhole: boolean;
  readonly isOffline: boolean;
};

type Ending = {
  readonly sessionId: string;
  readonly endedAt: string;
  readonly receivedAt: string;
  readonly reason: string | null;
  readonly meterStop: string | null;
  readonly register: string | null;
  readonly offline: boolean;
  readonly seqNo: number | null;
};

const endSessions: SharedStatement<Ending, Ended> = (ask, told) => ask`
  update sessions s
     set state = 'ended', ended_at = told."endedAt", end_received_at = told."receivedAt", stop_reason = told.reason,
         meter_stop_milli_wh = told."meterStop", last_register_milli_wh = coalesce(told.register, s.last_register_milli_wh), power_w = 0,
         is_offline = s.is_offline or told.offline, last_seq_no = told."seqNo",
         seq_nos = s.seq_nos + one_number(told."seqNo")
    from jsonb_to_recordset(${told}::text::jsonb)
           as told (n int, "tenantId" uuid, "sessionId" uuid, "endedAt" timestamptz, "receivedAt" timestamptz, reason text, "meterStop" bigint,
                    register bigint, offline boolean, "seqNo" int)
   where s.tenant_id = told."tenantId" and s.id = told."sessionId"
  returning told.n, s.is_offline as "isOffline",
            case when told."seqNo" is null then not told.offline else is_without_gap(s.first_seq_no, s.last_seq_no, s.seq_nos) end as "isWhole"`;

/** 2.x may present the paying token only at the end; usually it is the one that stops, and who stops a stranger's session does not pay for it. */
async function tokenAtEnd(
  hearing: Hearing,
  session: FoundSession,
  event: SessionEndedEvent,
): Promise<KnownToken | null> {
  const { token, atMs } = event;
  if (!token) return null;
  return session.tokenUid === null ? adoptToken(hearing, session, token, atMs) : authorizeToken(hearing, token, atMs);
}

/** Nobody knows the transaction: what the station said is kept, and it is told that all is well, or it would say it forever. */
async function endUnknown(hearing: Hearing, event: SessionEndedEvent): Promise<SessionEndedOutcome> {
  const { handle, station } = hearing;
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

/** A second stop that says something else: the first one stands, and somebody should compare. */
async function endAgain(
  hearing: Hearing,
  session: FoundSession,
  event: SessionEndedEvent,
): Promise<SessionEndedOutcome> {
  const { handle, station } = hearing;
  const data = { at: iso(event.atMs), registerMilliWh: bigintText(event.registerMilliWh), reason: event.reason };
  await addFinding(handle, {
    code: "SECOND_STOP",
    severity: "warning",
    stationId: station.stationId,
    sessionId: session.id,
    data,
  });
  const token = event.token ? await authorizeToken(hearing, event.token, event.atMs) : null;
  return {
    type: "session-ended",
    authorization: token?.authorization ?? null,
    groupUid: token?.groupUid ?? null,
    totalCost: null,
  };
}

/** As the command named it: a stop of 1.6 may bear no true number (M15). */
const namedBy = ({ session }: SessionEndedEvent, { number }: FoundSession) =>
  session.by === "number"
    ? { path: "session.sessionNumber", value: String(number) }
    : { path: "session.transactionId", value: session.transactionId };

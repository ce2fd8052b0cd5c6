import { addFinding } from "@/server/findings/add-finding";
import { adoptToken } from "@/server/charging/adopt-token";
import { endOthersOn } from "@/server/charging/end-others";
import { findSession } from "@/server/charging/find-session";
import { iso, touchSession, type Hearing } from "@/server/station-events/hearing";
import { keepLateState, keepStateBehindEnd } from "@/server/charging/keep-state";
import { markDone, noteTriggered } from "@/server/commands/note-effects";
import { openUnstarted } from "@/server/charging/open-unstarted";
import { tokenOfRemoteStart } from "@/server/charging/remote-token";
import { settleWhenWhole } from "@/server/rating/settle-or-wait";
import type { MeteredFate } from "@/server/charging/write-metered";
import type { SessionMeteredEvent } from "@/server/domain/station/event";
import type { SessionProgressOutcome } from "@/server/domain/station/outcome";

/** The answer to readings that bring no token. */
export const PROGRESS: SessionProgressOutcome = { type: "session-progress", authorization: null, groupUid: null };

/**
 * What readings may bring beside themselves: a token in the course of a session (2.x: authorised after the cable was plugged in), or the effect of a
 * command. The readings are written by the hot path, after this.
 */
export async function onMetered(hearing: Hearing, event: SessionMeteredEvent): Promise<SessionProgressOutcome> {
  await noteTriggered(hearing, "meter-values");
  await noteRemoteStart(hearing, event);
  const presented = event.token ?? (await tokenOfRemoteStart(hearing, event.remoteStartId));
  if (!event.session || !presented) return PROGRESS;
  const session = (await findSession(hearing, event.session)) ?? (await openUnstarted(hearing, event));
  if (!session) return PROGRESS;
  const token = await adoptToken(hearing, session, presented, event.atMs);
  return { type: "session-progress", authorization: token.authorization, groupUid: token.groupUid };
}

async function noteRemoteStart(hearing: Hearing, { session: ref, remoteStartId }: SessionMeteredEvent): Promise<void> {
  if (remoteStartId === undefined || !ref) return;
  const session = await findSession(hearing, ref);
  await markDone(hearing, "remote-start", { path: "remoteStartId", value: String(remoteStartId) }, session?.id ?? null);
}

/** The rest of the hot path, for the few messages that did not simply bring a running session up to date. */
export async function afterMetered(
  hearing: Hearing,
  event: SessionMeteredEvent,
  fate: MeteredFate,
): Promise<"done" | "write-again"> {
  if (fate.sessionId === null) {
    await openUnstarted(hearing, event);
    return "write-again";
  }
  touchSession(hearing, fate.sessionId);
  if (event.chargingState && fate.chargingState) {
    const session = { id: fate.sessionId, chargingState: fate.chargingState, lastMeteredAtMs: fate.lastMeteredAtMs };
    const keep = fate.fate === "late-state" ? keepLateState : fate.fate === "ended" ? keepStateBehindEnd : null;
    await keep?.(hearing.handle, session, event.chargingState, event.atMs);
  }
  if (fate.fate === "placed" && event.session) {
    const session = await findSession(hearing, event.session);
    if (session) await endOthersOn(hearing, { id: session.id, evse: session.evseNumber, sinceMs: event.atMs });
  }
  if (fate.fate === "ended" && event.seqNo !== null) await settleWhenWhole(hearing, fate.sessionId);
  if (fate.fate === "too-late" && event.readings.length > 0) await noteLateReadings(hearing, event, fate.sessionId);
  return "done";
}

/** The record stays as it is: a correction is a credit and a new record, and a person's decision. */
async function noteLateReadings(
  { handle, station }: Hearing,
  { readings }: SessionMeteredEvent,
  sessionId: string,
): Promise<void> {
  const last = readings.at(-1);
  const data = {
    message: "readings",
    at: last ? iso(last.atMs) : null,
    registerMilliWh: last?.registerMilliWh?.toString() ?? null,
  };
  await addFinding(handle, { code: "LATE_DATA", severity: "info", stationId: station.stationId, sessionId, data });
}

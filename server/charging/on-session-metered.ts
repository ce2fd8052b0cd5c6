import { addFinding } from "@/server/findings/add-finding";
import { attachToken } from "@/server/charging/attach-token";
import { closeSupersededSessions } from "@/server/charging/close-superseded-sessions";
import { findSession } from "@/server/charging/find-session";
import { iso, touchSession, type EventContext } from "@/server/station-events/event-context";
import { keepLateState, keepStateAfterEnd } from "@/server/charging/keep-state";
import { markDone, noteTriggered } from "@/server/commands/await-effects";
import { openSessionWithoutStart } from "@/server/charging/open-session-without-start";
import { tokenOfRemoteStart } from "@/server/charging/remote-start-token";
import { finalizeWhenComplete } from "@/server/rating/finalize-or-wait";
import type { MeteredResult } from "@/server/charging/write-metered";
import type { SessionMeteredEvent } from "@/server/domain/station/event";
import type { SessionProgressOutcome } from "@/server/domain/station/outcome";

/** The answer to readings that bring no token. */
export const PROGRESS: SessionProgressOutcome = { type: "session-progress", authorization: null, groupUid: null };

/**
 * What readings may bring beside themselves: a token in the course of a session (2.x: authorised
 * after the cable was plugged in), or the effect of a command. The readings are written by the hot
 * path, after this.
 */
export async function onMetered(context: EventContext, event: SessionMeteredEvent): Promise<SessionProgressOutcome> {
  await noteTriggered(context, "meter-values");
  await noteRemoteStart(context, event);
  const presented = event.token ?? (await tokenOfRemoteStart(context, event.remoteStartId));
  if (!event.session || !presented) return PROGRESS;
  const session = (await findSession(context, event.session)) ?? (await openSessionWithoutStart(context, event));
  if (!session) return PROGRESS;
  const token = await attachToken(context, session, presented, event.atMs);
  return { type: "session-progress", authorization: token.authorization, groupUid: token.groupUid };
}

async function noteRemoteStart(
  context: EventContext,
  { session: ref, remoteStartId }: SessionMeteredEvent,
): Promise<void> {
  if (remoteStartId === undefined || !ref) return;
  const session = await findSession(context, ref);
  await markDone(context, "remote-start", { path: "remoteStartId", value: String(remoteStartId) }, session?.id ?? null);
}

/**
 * The rest of the hot path, for the few messages that did not simply bring a running session up to
 * date.
 */
export async function afterMetered(
  context: EventContext,
  event: SessionMeteredEvent,
  result: MeteredResult,
): Promise<"done" | "write-again"> {
  if (result.sessionId === null) {
    await openSessionWithoutStart(context, event);
    return "write-again";
  }
  touchSession(context, result.sessionId);
  if (event.chargingState && result.chargingState) {
    const session = {
      id: result.sessionId,
      chargingState: result.chargingState,
      lastMeteredAtMs: result.lastMeteredAtMs,
    };
    const keep = result.kind === "late-state" ? keepLateState : result.kind === "ended" ? keepStateAfterEnd : null;
    await keep?.(context.handle, session, event.chargingState, event.atMs);
  }
  if (result.kind === "placed" && event.session) {
    const session = await findSession(context, event.session);
    if (session)
      await closeSupersededSessions(context, { id: session.id, evse: session.evseNumber, sinceMs: event.atMs });
  }
  if (result.kind === "ended" && event.seqNo !== null) await finalizeWhenComplete(context, result.sessionId);
  if (result.kind === "too-late" && event.readings.length > 0) await noteLateReadings(context, event, result.sessionId);
  return "done";
}

/**
 * The record stays as it is: a correction is a credit and a new record, and a person's decision.
 * The register of the end itself is no news; one above it proves energy that was not billed.
 */
async function noteLateReadings(
  { handle, station }: EventContext,
  { readings }: SessionMeteredEvent,
  sessionId: string,
): Promise<void> {
  const last = readings.at(-1);
  const register = readings.reduce<bigint | null>(
    (highest, { registerMilliWh: one }) => (one !== null && (highest === null || one > highest) ? one : highest),
    null,
  );
  const [billed] = await handle.query<{ register: string | null }>`
    select coalesce(meter_stop_milli_wh, last_register_milli_wh)::text as register from sessions
     where tenant_id = ${handle.tenantId}::uuid and id = ${sessionId}::uuid`;
  const more = register === null || !billed?.register ? null : register - BigInt(billed.register);
  if (more === 0n) return;
  const isMore = more !== null && more > RESOLUTION_MILLI_WH;
  const data = {
    message: "readings",
    at: last ? iso(last.atMs) : null,
    registerMilliWh: register === null ? null : String(register),
    ...(isMore && { moreMilliWh: String(more) }),
  };
  const severity = isMore ? "warning" : "info";
  await addFinding(handle, { code: "LATE_DATA", severity, stationId: station.stationId, sessionId, data });
}

/** A register in whole watt-hours may be this far below the truth. */
const RESOLUTION_MILLI_WH = 1_000n;

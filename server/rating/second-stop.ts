import { addFinding } from "@/server/findings/add-finding";
import { loadSessionEvidence } from "@/server/rating/load-session-evidence";
import { rateSession } from "@/server/rating/rate-session";
import { iso, type EventContext } from "@/server/station-events/event-context";
import type { SessionEndedEvent } from "@/server/domain/station/event";

/** Repetitions of one stop may name instants this far apart. */
const SAME_STOP_MS = 2_000;

/**
 * A stop of a session that has ended. The same words again are no news. After a bill that was made
 * for want of a stop, it says by how much the bill differs; any other stop stands beside the first,
 * and somebody should compare.
 */
export async function noteSecondStop(
  { handle, station, receivedAtMs }: EventContext,
  sessionId: string,
  { atMs, registerMilliWh, reason }: SessionEndedEvent,
): Promise<void> {
  const evidence = await loadSessionEvidence(handle, sessionId);
  if (!evidence) return;
  const { facts } = evidence;
  const endedAtMs = Number(facts.endedAtMs);
  const register = registerMilliWh === null ? null : String(registerMilliWh);
  const isRepeated =
    facts.stopReason === reason &&
    Math.abs(endedAtMs - atMs) < SAME_STOP_MS &&
    (facts.meterStopMilliWh === register || register === null);
  if (isRepeated) return;
  const of = { stationId: station.stationId, sessionId, severity: "warning" } as const;
  const data = { at: iso(atMs), registerMilliWh: register, reason };
  if (facts.stopReason !== null) {
    await addFinding(handle, { ...of, code: "SECOND_STOP", data });
    return;
  }
  const asOfMs = BigInt(receivedAtMs);
  const ended = { ...facts, endedAtMs: String(atMs), meterStopMilliWh: register, stopReason: reason };
  const [billed, right] = [rateSession(evidence, asOfMs), rateSession({ ...evidence, facts: ended }, asOfMs)];
  const difference =
    billed && right
      ? {
          differsMilliWh: String(right.rating.totals.energyMilliWh - billed.rating.totals.energyMilliWh),
          differsMinor: String(right.rating.totals.grossMinor - billed.rating.totals.grossMinor),
          currency: right.rating.currency,
        }
      : {};
  await addFinding(handle, { ...of, code: "END_AFTER_BILL", data: { ...data, ...difference } });
}

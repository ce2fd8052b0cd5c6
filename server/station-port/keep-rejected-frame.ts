import { gatewayTransaction } from "@/db/gateway";
import { batchHandles } from "@/db/handle";
import { noteRefusedMessage } from "@/server/findings/refused-session-message";
import { announceSoon, type Changes, noteChange } from "@/server/station-events/change-feed";
import { counters } from "@/server/station-events/counters";
import { classifyDatabaseError, mayBeCommittedLater } from "@/server/station-events/database-error";
import type { AuthenticatedStation, RejectedFrame } from "@/server/station-events/exchange";
import { groupCommit } from "@/server/station-events/group-commit";
import { stampSeen } from "@/server/station-port/seen-stamps";
import { NotCommitted } from "@/server/domain/station/not-committed";
import { writeMessages } from "@/server/station-events/message-log";

type QueuedFrame = { readonly station: AuthenticatedStation; readonly frame: RejectedFrame };

export const rejectedFrames = groupCommit<QueuedFrame, null>({
  write: writeRejectedFrames,
  keyOf: ({ station }) => station.stationId,
  lanes: 1,
  batchSize: 200,
  maxQueue: 10_000,
  classifyError: classifyDatabaseError,
});

/**
 * Keeps a frame that we refused, raw, in the message log; returns after the commit. A quirky
 * charger's StopTransaction is money.
 */
export async function keepRejectedFrame(station: AuthenticatedStation, frame: RejectedFrame): Promise<void> {
  stampSeen(station, frame.receivedAtMs);
  counters.rejectedFrames++;
  try {
    await rejectedFrames.put({ station, frame });
  } catch (error) {
    throw mayBeCommittedLater(error) ? new NotCommitted(error) : error;
  }
}

async function writeRejectedFrames(all: readonly QueuedFrame[]): Promise<readonly null[]> {
  const changes: Changes = new Map();
  for (const { station } of all) noteChange(changes, station.tenantId, `messages:${station.stationId}`);
  await gatewayTransaction([...changes.keys()], async (sql) => {
    const handleOf = batchHandles(sql, { isSingle: all.length === 1 });
    for (const { station, frame } of all) {
      if (frame.sessionPart === null) continue;
      const { action, reason, sessionPart } = frame;
      const refused = { stationId: station.stationId, action, reason, ...sessionPart };
      await noteRefusedMessage(handleOf(station.tenantId), refused);
      noteChange(changes, station.tenantId, "sessions");
    }
    await writeMessages(
      sql,
      all.map(({ station, frame }) => ({
        station,
        receivedAtMs: frame.receivedAtMs,
        direction: "in",
        ocppVersion: frame.ocppVersion,
        messageId: frame.messageId,
        action: frame.action,
        request: frame.raw,
        answer: null,
        errorCode: frame.errorCode,
        errorDescription: frame.reason,
      })),
    );
  });
  announceSoon(changes);
  return all.map(() => null);
}

import { counters } from "@/server/station-events/counters";
import { classifyDatabaseError, mayBeCommittedLater } from "@/server/station-events/database-error";
import type { AuthenticatedStation, Exchange } from "@/server/station-events/exchange";
import { groupCommit } from "@/server/station-events/group-commit";
import { logSeen, stampSeen } from "@/server/station-port/seen-stamps";
import { type IncomingEvent, writeBatch } from "@/server/station-port/write-batch";
import type { StationEvent } from "@/server/domain/station/event";
import { NotCommitted } from "@/server/domain/station/not-committed";
import { logFor } from "@/server/log";

/** Two lanes keep Postgres busy while Node prepares; more only fight for its cores. */
const LANES = 2;
const BATCH_SIZE = 500;
const MAX_QUEUE = 20_000;

/** When the last batch was committed (epoch ms); null before the first. */
export let lastCommitMs: number | null = null;

export const inbox = groupCommit<IncomingEvent, string>({
  write: writeBatch,
  keyOf: ({ station }) => station.stationId,
  lanes: LANES,
  batchSize: BATCH_SIZE,
  maxQueue: MAX_QUEUE,
  classifyError: classifyDatabaseError,
  onBatch: (size) => {
    counters.batches++;
    counters.events += size;
    lastCommitMs = Date.now();
  },
  onRetry: (entries) => {
    counters.retried += entries;
  },
});

/**
 * Records what a station said and returns the answer's payload as JSON text, only after the commit;
 * the same key gets the same answer. Rejects with NotCommitted when the database does not take
 * it now, and with another error when it never will. Heartbeats ("seen") touch memory only.
 */
export async function recordEvent(
  station: AuthenticatedStation,
  event: StationEvent,
  exchange: Exchange,
): Promise<string> {
  stampSeen(station, exchange.receivedAtMs);
  if (event.type === "seen") {
    const answer = exchange.answer({ type: "done" });
    logSeen(station, exchange, answer);
    return answer;
  }
  try {
    return await inbox.put({ station, event, exchange });
  } catch (error) {
    counters.failed++;
    if (mayBeCommittedLater(error)) throw new NotCommitted(error);
    // logged here, where the event is known
    const facts = { err: error, station: station.identity, action: exchange.action, key: event.key };
    logFor("gateway").error(facts, "A message could not be kept");
    throw error;
  }
}

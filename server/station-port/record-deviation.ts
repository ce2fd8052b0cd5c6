import { gatewayTransaction } from "@/db/gateway";
import { queryIn } from "@/db/handle";
import type { Deviation } from "@/server/domain/station/deviation";
import { announceSoon, type Changes, noteChange } from "@/server/station-events/change-feed";
import { classifyDatabaseError } from "@/server/station-events/database-error";
import { type NotedDeviation, writeDeviations } from "@/server/station-events/deviation-store";
import type { AuthenticatedStation } from "@/server/station-events/exchange";
import { groupCommit } from "@/server/station-events/group-commit";

export const connectionDeviations = groupCommit<NotedDeviation, null>({
  write: writeNoted,
  keyOf: ({ station }) => station.stationId,
  lanes: 1,
  batchSize: 500,
  maxQueue: 10_000,
  classifyError: classifyDatabaseError,
});

/**
 * Counts how a station's connection departs from the specification, outside of any message: its
 * address, its subprotocol, its pongs. `example` is what shows it, such as the address requested.
 */
export async function recordDeviation(
  station: AuthenticatedStation,
  deviation: Deviation,
  shown: { readonly ocppVersion: string; readonly example: string; readonly atMs: number },
): Promise<void> {
  await connectionDeviations.put({ station, deviation, action: null, ...shown });
}

async function writeNoted(noted: readonly NotedDeviation[]): Promise<readonly null[]> {
  const changes: Changes = new Map();
  for (const { station } of noted) noteChange(changes, station.tenantId, `deviations:${station.stationId}`);
  await gatewayTransaction([...changes.keys()], (sql) => writeDeviations(queryIn(sql), noted));
  announceSoon(changes);
  return noted.map(() => null);
}

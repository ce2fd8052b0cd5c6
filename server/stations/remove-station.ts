import { eq } from "drizzle-orm";
import { findings } from "@/db/schema/findings";
import { refusedAttempts } from "@/db/schema/refused-attempts";
import { stationCommands } from "@/db/schema/station-commands";
import { stationDeviations } from "@/db/schema/station-deviations";
import { connectors, evses, stations, stationVariables } from "@/db/schema/stations";
import { tariffAssignments } from "@/db/schema/tariffs";
import type { TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { announce } from "@/server/live/announce";
import { GetStation, getStation } from "./get-station";

export const RemoveStation = GetStation;

/**
 * Removes a station that was never used: a typing mistake, a delivery that did not come.
 * @throws Refusal NOT_FOUND; CONFLICT when it has connected, reported or charged: then its past
 *   must stay readable.
 */
export async function removeStation(db: TenantWrite, { stationId }: { stationId: string }): Promise<void> {
  const station = await getStation(db, { stationId });
  if (!station.isUnused) {
    throw new Refusal("station_has_connected");
  }
  await db.delete(tariffAssignments).where(eq(tariffAssignments.stationId, stationId));
  await db.delete(findings).where(eq(findings.stationId, stationId));
  await db.delete(stationCommands).where(eq(stationCommands.stationId, stationId));
  await db.delete(stationDeviations).where(eq(stationDeviations.stationId, stationId));
  await db.delete(stationVariables).where(eq(stationVariables.stationId, stationId));
  await db.delete(refusedAttempts).where(eq(refusedAttempts.stationId, stationId));
  await db.delete(connectors).where(eq(connectors.stationId, stationId));
  await db.delete(evses).where(eq(evses.stationId, stationId));
  await db.delete(stations).where(eq(stations.id, stationId));
  await announce(db, ["stations", "overview"]);
}

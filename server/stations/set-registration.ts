import { eq } from "drizzle-orm";
import { z } from "zod";
import { REGISTRATIONS, stations } from "@/db/schema/stations";
import type { TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { announce } from "@/server/live/announce";

export const SetRegistration = z.object({ stationId: z.uuid(), registration: z.enum(REGISTRATIONS) });

/**
 * Sets what a station's next BootNotification is answered (1.6 §4.2, 2.0.1 B01 to B03). What it may
 * send on the connection that it has stays as it was answered.
 * @throws Refusal NOT_FOUND
 */
export async function setRegistration(
  db: TenantWrite,
  { stationId, registration }: z.infer<typeof SetRegistration>,
): Promise<void> {
  const [station] = await db
    .update(stations)
    .set({ registration })
    .where(eq(stations.id, stationId))
    .returning({ id: stations.id });
  if (!station) throw new Refusal("station_not_found");
  await announce(db, ["stations", `station:${stationId}`]);
}

import { eq } from "drizzle-orm";
import { z } from "zod";
import { stations } from "@/db/schema/stations";
import type { TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { announce } from "@/server/live/announce";
import { connectAddress } from "./address";
import { newCredential } from "./credential";
import type { RegisteredStation } from "./register-station";

export const RotateCredential = z.object({ stationId: z.uuid() });

/**
 * Gives a station a new password; the old one opens no new connection from now on. A connection
 * that is open stays open.
 * @throws Refusal NOT_FOUND
 */
export async function rotateCredential(
  db: TenantWrite,
  { stationId }: z.infer<typeof RotateCredential>,
): Promise<RegisteredStation> {
  const { password, hash } = await newCredential();
  const [station] = await db
    .update(stations)
    .set({ credentialHash: hash })
    .where(eq(stations.id, stationId))
    .returning({ identity: stations.identity });
  if (!station) throw new Refusal("station_not_found");
  await announce(db, [`station:${stationId}`]);
  return { stationId, identity: station.identity, password, address: connectAddress(station.identity) };
}

import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { queryOf } from "@/db/handle";
import { stations } from "@/db/schema/stations";
import type { TenantWrite } from "@/db/tenant";
import { COMMANDS_CHANNEL, revocationOf } from "@/server/commands/commands-channel";
import { Refusal } from "@/server/domain/refusal";
import { announce } from "@/server/live/announce";
import { connectAddress } from "./address";
import { newCredential } from "./credential";
import type { RegisteredStation } from "./register-station";

export const RevokeCredential = z.object({ stationId: z.uuid() });

/**
 * Takes a station's password away and makes one to type in: from now on it alone opens a
 * connection, and the gateway closes the socket that another one opened.
 * @throws Refusal NOT_FOUND
 */
export async function revokeCredential(
  db: TenantWrite,
  { stationId }: z.infer<typeof RevokeCredential>,
): Promise<RegisteredStation> {
  const { password, hash } = await newCredential();
  const [station] = await db
    .update(stations)
    .set({ credentialHash: hash, pendingCredentials: [], credentialRevokedAt: sql`clock_timestamp()` })
    .where(eq(stations.id, stationId))
    .returning({ identity: stations.identity });
  if (!station) throw new Refusal("station_not_found");
  await queryOf(db)`select pg_notify(${COMMANDS_CHANNEL}::text, ${revocationOf(stationId)}::text)`;
  await announce(db, [`station:${stationId}`]);
  return { stationId, identity: station.identity, password, address: connectAddress(station.identity) };
}

import { eq } from "drizzle-orm";
import { z } from "zod";
import { stations } from "@/db/schema/stations";
import type { TenantWrite } from "@/db/tenant";
import { requestCommand } from "@/server/commands/request-command";
import { Refusal } from "@/server/domain/refusal";
import { credentialVariable } from "@/server/domain/station/credential-variable";
import { newAuthorizationKey, newPassword } from "./credential";

export const RotateCredential = z.object({ stationId: z.uuid() });

/**
 * Sends a connected station a new password over OCPP; nobody sees it. It counts from the station's
 * Accepted on (2.0.1 A01.FR.03); the command shows what became of it.
 * @throws Refusal NOT_FOUND; CONFLICT when the station is offline or rejected
 */
export async function rotateCredential(
  db: TenantWrite,
  requestedBy: string,
  { stationId }: z.infer<typeof RotateCredential>,
): Promise<{ commandId: string }> {
  const [station] = await db
    .select({ ocppVersion: stations.ocppVersion })
    .from(stations)
    .where(eq(stations.id, stationId));
  if (!station) throw new Refusal("station_not_found");
  const value = station.ocppVersion === "1.6" ? newAuthorizationKey() : newPassword();
  const variables = [{ ...credentialVariable(station.ocppVersion), value }];
  return requestCommand(db, { stationId, command: { type: "set-variables", variables }, requestedBy });
}

import type { GatewayTransaction } from "@/db/gateway";
import { queryIn } from "@/db/handle";
import type { AuthenticatedStation } from "@/server/station-events/exchange";
import type { PendingCredential, StationCredentials } from "@/server/domain/station/credentials";

/** Changes a station's passwords, one after another whoever wants to. */
export async function changeCredentials(
  sql: GatewayTransaction,
  { tenantId, stationId }: Pick<AuthenticatedStation, "tenantId" | "stationId">,
  change: (credentials: StationCredentials) => StationCredentials,
): Promise<void> {
  const query = queryIn(sql);
  const [row] = await query<{ hash: string | null; pending: readonly PendingCredential[] }>`
    select credential_hash as hash, pending_credentials as pending from stations
     where tenant_id = ${tenantId}::uuid and id = ${stationId}::uuid for no key update`;
  if (!row) return;
  const { hash, pending } = change(row);
  await query`
    update stations set credential_hash = ${hash}::text, pending_credentials = ${JSON.stringify(pending)}::text::jsonb
     where tenant_id = ${tenantId}::uuid and id = ${stationId}::uuid`;
}

import { z } from "zod";
import { queryOf } from "@/db/handle";
import type { TenantWrite } from "@/db/tenant";
import { announce } from "@/server/live/announce";
import { lockActiveTariff } from "@/server/tariffs/find-tariff";

export const RetireTariff = z.object({ tariffId: z.uuid() });

/**
 * Retires a tariff: new sessions do not get it and its assignments end. Running sessions and old
 * bills keep it.
 * @throws Refusal CONFLICT when it was retired before
 */
export async function retireTariff(db: TenantWrite, { tariffId }: z.infer<typeof RetireTariff>): Promise<void> {
  const query = queryOf(db);
  await lockActiveTariff(query, db.tenantId, tariffId);
  await query`
    update tariffs set retired_at = clock_timestamp() where tenant_id = ${db.tenantId}::uuid
      and id = ${tariffId}::uuid`;
  await query`
    update tariff_assignments set valid_to = greatest(clock_timestamp(), valid_from)
     where tenant_id = ${db.tenantId}::uuid and tariff_id = ${tariffId}::uuid
       and (valid_to is null or valid_to > clock_timestamp())`;
  await announce(db, ["tariffs", `tariff:${tariffId}`, "stations"]);
}

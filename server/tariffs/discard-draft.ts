import { z } from "zod";
import { queryOf } from "@/db/handle";
import type { TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { announce } from "@/server/live/announce";
import { lockTariff } from "@/server/tariffs/find-tariff";
import { refusePublished } from "@/server/tariffs/refuse-published";

export const DiscardDraft = z.object({ tariffId: z.uuid(), versionId: z.uuid() });

/**
 * Deletes a draft, and the tariff too when it has no other version.
 * @throws Refusal CONFLICT when the version was published meanwhile
 */
export async function discardDraft(
  db: TenantWrite,
  { tariffId, versionId }: z.infer<typeof DiscardDraft>,
): Promise<{ tariffRemains: boolean }> {
  const query = queryOf(db);
  await lockTariff(query, db.tenantId, tariffId);
  const gone = await refusePublished(
    query<{ id: string }>`
      delete from tariff_versions
       where tenant_id = ${db.tenantId}::uuid and tariff_id = ${tariffId}::uuid and id = ${versionId}::uuid
         returning id`,
  );
  if (gone.length === 0) throw new Refusal("draft_not_found");
  const removed = await query<{ id: string }>`
    delete from tariffs t
     where t.tenant_id = ${db.tenantId}::uuid and t.id = ${tariffId}::uuid
       and not exists (select from tariff_versions v where v.tenant_id = t.tenant_id and v.tariff_id = t.id)
       and not exists (select from tariff_assignments a where a.tenant_id = t.tenant_id and a.tariff_id = t.id)
    returning t.id`;
  await announce(db, ["tariffs", `tariff:${tariffId}`]);
  return { tariffRemains: removed.length === 0 };
}

import { z } from "zod";
import type { Query } from "@/db/query";
import { queryOf } from "@/db/handle";
import type { TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { announce } from "@/server/live/announce";
import type { DraftRef } from "@/server/tariffs/create-tariff";
import { lockActiveTariff, versionsOf } from "@/server/tariffs/find-tariff";
import { refusePublished } from "@/server/tariffs/refuse-published";
import { TariffInput, TariffName } from "@/server/tariffs/tariff-input";

export const SaveDraft = z.object({
  tariffId: z.uuid(),
  name: TariffName,
  content: TariffInput,
  /** the version on the screen; null when the screen began a new one */
  versionId: z.uuid().nullable(),
  /**
   * `updatedAtMs` of that version when it was opened, so that a colleague's later save is not
   * overwritten unseen
   */
  seenAtMs: z.number().nullable(),
});

/**
 * Saves the tariff's only draft, beginning the next version when there is none.
 * @throws Refusal CONFLICT when a colleague changed the draft meanwhile, when the version was
 *   published, or when the tariff is retired
 */
export async function saveDraft(db: TenantWrite, input: z.infer<typeof SaveDraft>): Promise<DraftRef> {
  const query = queryOf(db);
  const { tariffId, name } = input;
  const tariff = await lockActiveTariff(query, db.tenantId, tariffId);
  if (tariff.name !== name) {
    await query`update tariffs set name = ${name}::text where tenant_id = ${db.tenantId}::uuid
    and id = ${tariffId}::uuid`;
  }
  const saved =
    input.versionId === null
      ? await insertDraft(query, db.tenantId, input)
      : await updateDraft(query, db.tenantId, input, input.versionId);
  await announce(db, ["tariffs", `tariff:${tariffId}`]);
  return saved;
}

async function insertDraft(
  query: Query,
  tenantId: string,
  { tariffId, content }: z.infer<typeof SaveDraft>,
): Promise<DraftRef> {
  const versions = await versionsOf(query, tenantId, tariffId);
  const draft = versions.find(({ state }) => state === "draft");
  if (draft)
    throw new Refusal("draft_exists", {
      version: draft.version,
    });
  const [made] = await query<DraftRef>`
    insert into tariff_versions (tenant_id, tariff_id, version, content)
    values (${tenantId}::uuid, ${tariffId}::uuid, ${(versions[0]?.version ?? 0) + 1}::int,
      ${JSON.stringify(content)}::text::jsonb)
    returning tariff_id as "tariffId", id as "versionId", version,
      (extract(epoch from updated_at) * 1000)::float8 as "updatedAtMs"`;
  if (!made) throw new Error("a draft was not inserted");
  return made;
}

async function updateDraft(
  query: Query,
  tenantId: string,
  { tariffId, content, seenAtMs }: z.infer<typeof SaveDraft>,
  versionId: string,
): Promise<DraftRef> {
  const existing = (await versionsOf(query, tenantId, tariffId)).find(({ id }) => id === versionId);
  if (!existing) throw new Refusal("draft_not_found");
  if (existing.state === "draft" && seenAtMs !== null && seenAtMs !== existing.updatedAtMs) {
    throw new Refusal("draft_changed_since_opened");
  }
  // the database decides whether the version may still change: nothing bypasses its trigger
  const [saved] = await refusePublished(
    query<DraftRef>`
      update tariff_versions set content = ${JSON.stringify(content)}::text::jsonb, updated_at = clock_timestamp()
       where tenant_id = ${tenantId}::uuid and id = ${versionId}::uuid
      returning tariff_id as "tariffId", id as "versionId", version,
        (extract(epoch from updated_at) * 1000)::float8 as "updatedAtMs"`,
  );
  if (!saved) throw new Refusal("draft_not_found");
  return saved;
}

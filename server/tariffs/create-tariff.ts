import { z } from "zod";
import type { Query } from "@/db/query";
import { queryOf } from "@/db/handle";
import type { TenantWrite } from "@/db/tenant";
import { announce } from "@/server/live/announce";
import { TariffInput, TariffName } from "@/server/tariffs/tariff-input";

export const CreateTariff = z.object({ name: TariffName, content: TariffInput });

export type DraftRef = {
  readonly tariffId: string;
  readonly versionId: string;
  readonly version: number;
  /**
   * sent back when saving or publishing, so that a colleague's later change is not overwritten
   * unseen
   */
  readonly updatedAtMs: number;
};

/** A new tariff with its first draft. Its slug comes from the name and stays when it is renamed. */
export async function createTariff(
  db: TenantWrite,
  { name, content }: z.infer<typeof CreateTariff>,
): Promise<DraftRef> {
  const query = queryOf(db);
  const slug = await freeSlug(query, db.tenantId, slugOf(name));
  const [made] = await query<DraftRef>`
    with tariff as (
      insert into tariffs (tenant_id, slug, name) values (${db.tenantId}::uuid, ${slug}::text, ${name}::text)
        returning id
    )
    insert into tariff_versions (tenant_id, tariff_id, version, content)
    select ${db.tenantId}::uuid, tariff.id, 1, ${JSON.stringify(content)}::text::jsonb from tariff
    returning tariff_id as "tariffId", id as "versionId", version,
      (extract(epoch from updated_at) * 1000)::float8 as "updatedAtMs"`;
  if (!made) throw new Error("a tariff was not inserted");
  await announce(db, ["tariffs", `tariff:${made.tariffId}`]);
  return made;
}

/** "Parque das Nações – AC" → "parque-das-nacoes-ac". */
export function slugOf(name: string): string {
  const slug = name
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return slug === "" ? "tariff" : slug;
}

async function freeSlug(query: Query, tenantId: string, wanted: string): Promise<string> {
  const taken = new Set(
    (
      await query<{
        slug: string;
      }>`select slug from tariffs where tenant_id = ${tenantId}::uuid and slug like ${`${wanted}%`}::text`
    ).map(({ slug }) => slug),
  );
  if (!taken.has(wanted)) return wanted;
  let number = 2;
  while (taken.has(`${wanted}-${number}`)) number += 1;
  return `${wanted}-${number}`;
}

import { z } from "zod";
import { queryOf } from "@/db/handle";
import type { TenantRead } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import type { TariffContent } from "@/server/domain/tariff/tariff";
import type { Audience, Scope } from "@/server/tariffs/choose-tariff";

export const ReadTariff = z.object({ tariffId: z.uuid() });

export type TariffVersion = {
  readonly id: string;
  readonly version: number;
  readonly state: "draft" | "published" | "superseded";
  readonly content: TariffContent;
  readonly contentHash: string | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly publishedAtMs: number | null;
  readonly publishedBy: string | null;
  /** number of sessions of the last 30 days with it */
  readonly sessionCount: number;
};

export type TariffAssignment = {
  readonly id: string;
  readonly scope: Scope;
  readonly audience: Audience;
  readonly siteId: string | null;
  readonly stationId: string | null;
  readonly place: string | null;
  readonly validFromMs: number;
  readonly validToMs: number | null;
  /** now, by the database's clock */
  readonly when: "past" | "now" | "future";
};

export type TariffDetail = {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly retiredAtMs: number | null;
  /** newest first */
  readonly versions: readonly TariffVersion[];
  /** those that hold or will hold, then those that ended */
  readonly assignments: readonly TariffAssignment[];
};

/** A tariff with all its versions and assignments. @throws Refusal NOT_FOUND */
export async function readTariff(db: TenantRead, { tariffId }: z.infer<typeof ReadTariff>): Promise<TariffDetail> {
  const query = queryOf(db);
  const [tariff] = await query<{ id: string; name: string; slug: string; retiredAtMs: number | null }>`
    select id, name, slug, (extract(epoch from retired_at) * 1000)::float8 as "retiredAtMs"
      from tariffs where tenant_id = ${db.tenantId}::uuid and id = ${tariffId}::uuid`;
  if (!tariff) throw new Refusal("tariff_not_found");
  const versions = await query<TariffVersion>`
    select v.id, v.version, v.state, v.content, v.content_hash as "contentHash",
           (extract(epoch from v.created_at) * 1000)::float8 as "createdAtMs",
            (extract(epoch from v.updated_at) * 1000)::float8 as "updatedAtMs",
           (extract(epoch from v.published_at) * 1000)::float8 as "publishedAtMs",
           (select coalesce(u.name, u.email) from users u where u.id = v.published_by) as "publishedBy",
           (select count(*)::int from sessions s where s.tenant_id = v.tenant_id and s.tariff_version_id = v.id
            and s.started_at > now() - interval '30 days') as "sessionCount"
      from tariff_versions v
     where v.tenant_id = ${db.tenantId}::uuid and v.tariff_id = ${tariffId}::uuid
     order by v.version desc`;
  const assignments = await query<TariffAssignment>`
    select a.id, a.scope, a.audience, a.site_id as "siteId", a.station_id as "stationId",
           coalesce(p.name, st.name) as place,
           (extract(epoch from a.valid_from) * 1000)::float8 as "validFromMs",
            (extract(epoch from a.valid_to) * 1000)::float8 as "validToMs",
           case when a.valid_to <= now() then 'past' when a.valid_from > now() then 'future' else 'now' end as "when"
      from tariff_assignments a
      left join sites p on p.tenant_id = a.tenant_id and p.id = a.site_id
      left join stations st on st.tenant_id = a.tenant_id and st.id = a.station_id
     where a.tenant_id = ${db.tenantId}::uuid and a.tariff_id = ${tariffId}::uuid
     order by (a.valid_to is not null and a.valid_to <= now()), a.scope, coalesce(p.name, st.name), a.valid_from desc`;
  return { ...tariff, versions, assignments };
}

import { z } from "zod";
import { queryOf } from "@/db/handle";
import type { TenantRead } from "@/db/tenant";
import { containsPattern } from "@/server/listing/like";
import type { TariffContent } from "@/server/domain/tariff/tariff";
import type { Audience, Scope } from "@/server/tariffs/choose-tariff";

export const ListTariffs = z.object({
  text: z.string().trim().max(100).optional(),
  state: z.enum(["live", "draft", "retired"]).optional(),
});

export type TariffUse = { readonly scope: Scope; readonly audience: Audience; readonly place: string | null };

export type TariffRow = {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  /** live: published and not retired; draft: never published; retired */
  readonly state: "live" | "draft" | "retired";
  readonly publishedVersion: number | null;
  readonly publishedAtMs: number | null;
  readonly draftVersion: number | null;
  /** the published version, else the draft */
  readonly content: TariffContent;
  readonly uses: readonly TariffUse[];
  /** number of sessions of the last 30 days with it */
  readonly sessionCount: number;
};

/**
 * Every tariff with its present assignments; those in use first. An operator has tens of tariffs,
 * so there are no pages.
 */
export async function listTariffs(
  db: TenantRead,
  { text, state }: z.infer<typeof ListTariffs>,
): Promise<readonly TariffRow[]> {
  const pattern = text ? containsPattern(text) : null;
  return queryOf(db)<TariffRow>`
    select t.id, t.name, t.slug,
           case when t.retired_at is not null then 'retired' when p.id is null then 'draft' else 'live' end as state,
           p.version as "publishedVersion", (extract(epoch from p.published_at) * 1000)::float8 as "publishedAtMs",
           d.version as "draftVersion", coalesce(p.content, d.content) as content,
           coalesce(u.uses, '[]'::jsonb) as uses, coalesce(n.count, 0)::int as "sessionCount"
      from tariffs t
      left join tariff_versions p on p.tenant_id = t.tenant_id and p.tariff_id = t.id and p.state = 'published'
      left join tariff_versions d on d.tenant_id = t.tenant_id and d.tariff_id = t.id and d.state = 'draft'
      left join lateral (
        select jsonb_agg(jsonb_build_object('scope', a.scope, 'audience', a.audience, 'place',
               coalesce(site.name, station.name))
                         order by a.scope, coalesce(site.name, station.name)) as uses
          from tariff_assignments a
          left join sites site on site.tenant_id = a.tenant_id and site.id = a.site_id
          left join stations station on station.tenant_id = a.tenant_id and station.id = a.station_id
         where a.tenant_id = t.tenant_id and a.tariff_id = t.id and a.valid_from <= now()
           and (a.valid_to is null or a.valid_to > now())
      ) u on true
      left join (
        select v.tariff_id, count(*) as count
          from sessions s join tariff_versions v on v.tenant_id = s.tenant_id and v.id = s.tariff_version_id
         where s.tenant_id = ${db.tenantId}::uuid and s.started_at > now() - interval '30 days'
         group by v.tariff_id
      ) n on n.tariff_id = t.id
     where t.tenant_id = ${db.tenantId}::uuid and coalesce(p.content, d.content) is not null
       and (${pattern}::text is null or t.name ilike ${pattern}::text)
       and (${state ?? null}::text is null or ${state ?? null}::text =
            case when t.retired_at is not null then 'retired' when p.id is null then 'draft' else 'live' end)
     order by t.retired_at is not null, u.uses is null, lower(t.name), t.id`;
}

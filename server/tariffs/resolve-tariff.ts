import type { ReadHandle } from "@/db/handle";
import { batchedQuery, type Numbered } from "@/db/batched-query";
import { type Audience, type Candidate, chooseTariff, type TariffChoice } from "@/server/tariffs/choose-tariff";

/**
 * Place and time of a price lookup. `atMs` is the instant at which the session started, by the
 * station's clock.
 */
export type TariffLookup = {
  readonly stationId: string;
  readonly siteId: string;
  readonly audience: Audience;
  readonly atMs: number;
};

/**
 * The tariff version that binds a session, with the reasons. No match is an outcome
 * (`tariffVersionId` null), never a free session. The version is the newest one published at that
 * instant; later publications do not matter.
 */
export async function resolveTariff(
  { queryBatched }: ReadHandle,
  { stationId, siteId, audience, atMs }: TariffLookup,
): Promise<TariffChoice> {
  const found = await queryBatched(candidates, { stationId, siteId, at: new Date(atMs).toISOString() });
  return chooseTariff(found, audience, atMs);
}

const PLACE = { stationId: "uuid", siteId: "uuid", at: "timestamptz" } as const;

const candidates = batchedQuery(
  PLACE,
  (query, input) => query<Numbered<Candidate>>`
  select input.n, a.id as "assignmentId", a.tariff_id as "tariffId", t.slug as "tariffSlug", a.scope, a.audience,
         (extract(epoch from a.valid_from) * 1000)::float8 as "validFromMs",
         (extract(epoch from a.valid_to) * 1000)::float8 as "validToMs",
         (extract(epoch from t.retired_at) * 1000)::float8 as "retiredAtMs",
         (extract(epoch from a.created_at) * 1000)::float8 as "createdAtMs",
         (select v.id from tariff_versions v
           where v.tenant_id = a.tenant_id and v.tariff_id = a.tariff_id and v.state <> 'draft'
             and v.published_at <= input.at
           order by v.published_at desc, v.version desc limit 1) as "tariffVersionId"
    from ${input}
    join tariff_assignments a on a.tenant_id = input."tenantId"
                             and (a.scope = 'operator' or a.site_id = input."siteId"
                             or a.station_id = input."stationId")
    join tariffs t on t.tenant_id = a.tenant_id and t.id = a.tariff_id
   order by a.created_at, a.id`,
);

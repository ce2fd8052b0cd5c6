import { askOf } from "@/db/handle";
import type { TenantRead } from "@/db/tenant";
import { type Candidate, chooseTariff } from "@/server/tariffs/choose-tariff";

export type RoamingPrice = {
  readonly siteId: string;
  readonly siteName: string;
  /** null: sessions of partners have no price here */
  readonly tariff: { readonly tariffId: string; readonly name: string; readonly version: number } | null;
  /** stations of the site that have a price of their own for partners */
  readonly exceptions: number;
};

type SiteRow = { readonly siteId: string; readonly siteName: string };
type Assigned = Candidate & { readonly siteId: string | null; readonly stationSiteId: string | null };
type Version = {
  readonly versionId: string;
  readonly tariffId: string;
  readonly name: string;
  readonly version: number;
};

/** Which tariff a partner's driver would get now at each site, by the very choice that a session's start makes. */
export async function roamingPrices(db: TenantRead, nowMs: number): Promise<readonly RoamingPrice[]> {
  const ask = askOf(db);
  const sites = await ask<SiteRow>`
    select id as "siteId", name as "siteName" from sites where tenant_id = ${db.tenantId}::uuid order by lower(name), id`;
  const assigned = await ask<Assigned>`
    select a.id as "assignmentId", a.tariff_id as "tariffId", t.slug as "tariffSlug", a.scope, a.audience,
           a.site_id as "siteId", s.site_id as "stationSiteId",
           (extract(epoch from a.valid_from) * 1000)::float8 as "validFromMs", (extract(epoch from a.valid_to) * 1000)::float8 as "validToMs",
           (extract(epoch from t.retired_at) * 1000)::float8 as "retiredAtMs", (extract(epoch from a.created_at) * 1000)::float8 as "createdAtMs",
           (select v.id from tariff_versions v where v.tenant_id = a.tenant_id and v.tariff_id = a.tariff_id and v.state = 'published'
             limit 1) as "tariffVersionId"
      from tariff_assignments a
      join tariffs t on t.tenant_id = a.tenant_id and t.id = a.tariff_id
      left join stations s on s.tenant_id = a.tenant_id and s.id = a.station_id
     where a.tenant_id = ${db.tenantId}::uuid
     order by a.created_at, a.id`;
  const versions = await ask<Version>`
    select v.id as "versionId", t.id as "tariffId", t.name, v.version
      from tariff_versions v join tariffs t on t.tenant_id = v.tenant_id and t.id = v.tariff_id
     where v.tenant_id = ${db.tenantId}::uuid and v.state = 'published'`;
  return sites.map((site) => priceAt(site, assigned, versions, nowMs));
}

function priceAt(
  site: SiteRow,
  assigned: readonly Assigned[],
  versions: readonly Version[],
  nowMs: number,
): RoamingPrice {
  const reaching = assigned.filter(
    ({ scope, siteId }) => scope === "operator" || (scope === "site" && siteId === site.siteId),
  );
  const { tariffVersionId } = chooseTariff(reaching, "emsp", nowMs);
  const found = versions.find(({ versionId }) => versionId === tariffVersionId);
  const exceptions = assigned.filter(
    (one) =>
      one.scope === "station" &&
      one.stationSiteId === site.siteId &&
      chooseTariff([one], "emsp", nowMs).tariffVersionId !== null,
  ).length;
  return {
    ...site,
    tariff: found ? { tariffId: found.tariffId, name: found.name, version: found.version } : null,
    exceptions,
  };
}

import { queryOf } from "@/db/handle";
import type { TenantRead } from "@/db/tenant";
import { type Candidate, chooseTariff } from "@/server/tariffs/choose-tariff";

/** One price at one site: how many of its stations give it to partners. */
export type RoamingPrice = {
  readonly siteId: string;
  readonly siteName: string;
  /** null: sessions of partners have no price at these stations */
  readonly tariff: { readonly tariffId: string; readonly name: string; readonly version: number } | null;
  readonly stationCount: number;
};

type StationRow = { readonly stationId: string; readonly siteId: string; readonly siteName: string };
type Assigned = Candidate & { readonly siteId: string | null; readonly stationId: string | null };
type Version = {
  readonly versionId: string;
  readonly tariffId: string;
  readonly name: string;
  readonly version: number;
};

/**
 * Which tariffs a partner's driver would get now at each site, by the very choice that a session's
 * start makes, station by station.
 */
export async function roamingPrices(db: TenantRead, nowMs: number): Promise<readonly RoamingPrice[]> {
  const query = queryOf(db);
  const stations = await query<StationRow>`
    select t.id as "stationId", p.id as "siteId", p.name as "siteName"
      from stations t join sites p on p.tenant_id = t.tenant_id and p.id = t.site_id
     where t.tenant_id = ${db.tenantId}::uuid order by lower(p.name), p.id, lower(t.name), t.id`;
  const assigned = await query<Assigned>`
    select a.id as "assignmentId", a.tariff_id as "tariffId", t.slug as "tariffSlug", a.scope, a.audience,
           a.site_id as "siteId", a.station_id as "stationId",
           (extract(epoch from a.valid_from) * 1000)::float8 as "validFromMs",
            (extract(epoch from a.valid_to) * 1000)::float8 as "validToMs",
           (extract(epoch from t.retired_at) * 1000)::float8 as "retiredAtMs",
            (extract(epoch from a.created_at) * 1000)::float8 as "createdAtMs",
           (select v.id from tariff_versions v where v.tenant_id = a.tenant_id and v.tariff_id = a.tariff_id
            and v.state = 'published'
             limit 1) as "tariffVersionId"
      from tariff_assignments a
      join tariffs t on t.tenant_id = a.tenant_id and t.id = a.tariff_id
     where a.tenant_id = ${db.tenantId}::uuid
     order by a.created_at, a.id`;
  const versions = await query<Version>`
    select v.id as "versionId", t.id as "tariffId", t.name, v.version
      from tariff_versions v join tariffs t on t.tenant_id = v.tenant_id and t.id = v.tariff_id
     where v.tenant_id = ${db.tenantId}::uuid and v.state = 'published'`;
  return pricesOf(stations, assigned, versions, nowMs);
}

function pricesOf(
  stations: readonly StationRow[],
  assigned: readonly Assigned[],
  versions: readonly Version[],
  nowMs: number,
): readonly RoamingPrice[] {
  const everywhere = assigned.filter(({ scope }) => scope === "operator");
  const bySite = groupedBy(assigned, ({ siteId }) => siteId);
  const byStation = groupedBy(assigned, ({ stationId }) => stationId);
  const prices = new Map<string, RoamingPrice>();
  for (const { stationId, siteId, siteName } of stations) {
    const candidates = [...everywhere, ...(bySite.get(siteId) ?? []), ...(byStation.get(stationId) ?? [])];
    const { tariffVersionId } = chooseTariff(candidates, "emsp", nowMs);
    const key = `${siteId} ${tariffVersionId}`;
    const found = versions.find(({ versionId }) => versionId === tariffVersionId);
    const tariff = found ? { tariffId: found.tariffId, name: found.name, version: found.version } : null;
    prices.set(key, { siteId, siteName, tariff, stationCount: (prices.get(key)?.stationCount ?? 0) + 1 });
  }
  return [...prices.values()];
}

function groupedBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string | null): ReadonlyMap<string | null, Row[]> {
  const groups = new Map<string | null, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

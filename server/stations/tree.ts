import type { TenantRead } from "@/db/tenant";
import { queryOf } from "@/db/handle";

export type SiteBranch = {
  readonly siteId: string;
  readonly name: string;
  readonly city: string;
  readonly timeZone: string;
  readonly stations: readonly { readonly stationId: string; readonly name: string; readonly identity: string }[];
};

/**
 * Every site with its stations by name, for selects and filters. Sites without a station are there
 * too.
 */
export const stationTree = (db: TenantRead): Promise<readonly SiteBranch[]> =>
  queryOf(db)<SiteBranch>`
    select p.id as "siteId", p.name, p.city, p.time_zone as "timeZone",
           coalesce((select jsonb_agg(jsonb_build_object('stationId', t.id, 'name', t.name, 'identity', t.identity)
           order by t.name, t.id)
              from stations t where t.tenant_id = p.tenant_id and t.site_id = p.id), '[]') as stations
      from sites p order by p.name, p.id`;

import { queryOf } from "@/db/handle";
import type { TenantRead } from "@/db/tenant";

export type Places = {
  readonly sites: readonly {
    readonly id: string;
    readonly name: string;
    readonly timeZone: string;
    readonly country: string;
  }[];
  readonly stations: readonly { readonly id: string; readonly name: string; readonly siteName: string }[];
};

/** The places a tariff can be assigned to, with their names. */
export async function listPlaces(db: TenantRead): Promise<Places> {
  const query = queryOf(db);
  const sites = await query<Places["sites"][number]>`
    select id, name, time_zone as "timeZone", country from sites where tenant_id = ${db.tenantId}::uuid
           order by lower(name), id`;
  const stations = await query<Places["stations"][number]>`
    select st.id, st.name, p.name as "siteName"
      from stations st join sites p on p.tenant_id = st.tenant_id and p.id = st.site_id
     where st.tenant_id = ${db.tenantId}::uuid order by lower(p.name), lower(st.name), st.id`;
  return { sites, stations };
}

import { queryOf } from "@/db/handle";
import type { TenantRead } from "@/db/tenant";

export type PresentedCard = {
  readonly uid: string;
  readonly stationId: string;
  readonly stationName: string;
  readonly siteName: string;
  readonly receivedAt: Date;
};

const WINDOW_MINUTES = 10;

/**
 * The last card in ten minutes that a station showed us and nobody has: somebody holds it to a
 * reader to be added.
 */
export async function presentedToken(db: TenantRead): Promise<PresentedCard | null> {
  const [row] = await queryOf(db)<Omit<PresentedCard, "receivedAt"> & { receivedMs: number }>`
    select v.uid, s.id as "stationId", s.name as "stationName", p.name as "siteName",
           (extract(epoch from v.received_at) * 1000)::float8 as "receivedMs"
      from stations s
      join sites p on p.tenant_id = s.tenant_id and p.id = s.site_id
      cross join lateral (
        select e.event #>> '{token,uid}' as uid, lower(e.event #>> '{token,uid}') as uid_lower, e.received_at
          from station_events e
         where e.tenant_id = s.tenant_id and e.station_id = s.id and e.type = 'token-presented'
           and e.received_at > now() - make_interval(mins => ${WINDOW_MINUTES}::int)
         order by e.received_at desc limit 10) v
     where s.tenant_id = ${db.tenantId}::uuid and v.uid <> ''
       and not exists (select from tokens k where k.tenant_id = s.tenant_id and k.uid_lower = v.uid_lower)
     order by v.received_at desc limit 1`;
  if (!row) return null;
  const { receivedMs, ...card } = row;
  return { ...card, receivedAt: new Date(receivedMs) };
}

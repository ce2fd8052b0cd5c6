import { queryOf } from "@/db/handle";
import { textArray } from "@/db/pg-array";
import { TOKEN_KINDS } from "@/db/schema/tokens";
import type { TenantRead } from "@/db/tenant";

import type { StoredTokenKind } from "./token-kind";

export type PresentedCard = {
  readonly uid: string;
  /** "unspecified" when the station named none, or one that no token may have */
  readonly kind: StoredTokenKind;
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
    select v.uid, v.kind, s.id as "stationId", s.name as "stationName", p.name as "siteName",
           (extract(epoch from v.received_at) * 1000)::float8 as "receivedMs"
      from stations s
      join sites p on p.tenant_id = s.tenant_id and p.id = s.site_id
      cross join lateral (
        select e.event #>> '{token,uid}' as uid, lower(e.event #>> '{token,uid}') as uid_lower,
               case when e.event #>> '{token,kind}' = any(${textArray(TOKEN_KINDS)}::text[])
                    then e.event #>> '{token,kind}' else 'unspecified' end as kind, e.received_at
          from station_events e
         where e.tenant_id = s.tenant_id and e.station_id = s.id and e.type = 'token-presented'
           and e.received_at > now() - make_interval(mins => ${WINDOW_MINUTES}::int)
         order by e.received_at desc limit 10) v
     where s.tenant_id = ${db.tenantId}::uuid and v.uid <> ''
       and not exists (select from tokens k where k.tenant_id = s.tenant_id and k.uid_lower = v.uid_lower
                         and (k.kind = v.kind or k.kind = 'unspecified' or v.kind = 'unspecified'))
     order by v.received_at desc limit 1`;
  if (!row) return null;
  const { receivedMs, ...card } = row;
  return { ...card, receivedAt: new Date(receivedMs) };
}

import { z } from "zod";
import { queryOf } from "@/db/handle";
import type { TenantRead } from "@/db/tenant";
import { may } from "@/server/domain/access/may";
import type { Role } from "@/server/domain/access/role";
import { prefixPattern, containsPattern } from "@/server/listing/like";

export const SearchEverything = z.object({ query: z.string().trim().max(100) });

/**
 * One thing the palette found; `path` follows the operator's base address, `detail` distinguishes
 * it from others of the same name.
 */
export type SearchHit = {
  readonly key: string;
  readonly group: "station" | "session" | "driver" | "partner" | "invoice" | "tariff";
  readonly label: string;
  readonly detail?: string;
  readonly path: string;
};

const LIMIT_PER_GROUP = 6;

/**
 * Finds stations (name, identity, site), sessions (number, or the start of a token; the last ninety
 * days), drivers (name, e-mail, token), partners, invoices by number and tariffs, in one statement.
 * What the role may not read is not looked for.
 */
export async function searchEverything(
  db: TenantRead,
  role: Role,
  { query }: z.infer<typeof SearchEverything>,
): Promise<readonly SearchHit[]> {
  if (query.length < 2) return [];
  const part = containsPattern(query);
  const start = prefixPattern(query);
  const digits = query.replace(/^#/, "");
  const number = /^\d{1,9}$/.test(digits) ? Number(digits) : null;
  const found = await queryOf(db)<SearchHit & { detail: string | null }>`
    (select 'station' as "group", t.id::text as key, t.name as label, t.identity || ' · ' || p.name as detail,
     '/stations/' || t.id as path
       from stations t join sites p on p.tenant_id = t.tenant_id and p.id = t.site_id
      where ${may(role, "station:read")}::boolean
        and (t.name ilike ${part}::text or t.identity ilike ${part}::text or p.name ilike ${part}::text)
      order by t.name, t.id limit ${LIMIT_PER_GROUP}::int)
    union all
    (select 'session', s.id::text, '#' || s.number, concat_ws(' · ', t.name, s.token_uid), '/sessions/' || s.id
       from sessions s join stations t on t.tenant_id = s.tenant_id and t.id = s.station_id
      where ${may(role, "session:read")}::boolean
        and (s.number = ${number}::int
          or (s.token_uid ilike ${start}::text and s.started_at > now() - interval '90 days'))
      order by s.started_at desc, s.id limit ${LIMIT_PER_GROUP}::int)
    union all
    (select 'driver', d.id::text, d.name, d.email, '/drivers/' || d.id
       from drivers d
      where ${may(role, "driver:read")}::boolean
        and (d.name ilike ${part}::text or d.email ilike ${part}::text
          or exists (select from tokens k where k.tenant_id = d.tenant_id and k.driver_id = d.id
          and k.uid ilike ${start}::text))
      order by d.name, d.id limit ${LIMIT_PER_GROUP}::int)
    union all
    (select 'partner', e.id::text, e.name, e.country_code || '-' || e.party_id, '/partners/' || e.id
       from emsps e
      where ${may(role, "partner:read")}::boolean
        and (e.name ilike ${part}::text or e.country_code || '-' || e.party_id ilike ${part}::text)
      order by e.name, e.id limit ${LIMIT_PER_GROUP}::int)
    union all
    (select 'invoice', i.id::text, i.number, a.name, '/invoices/' || i.id
       from invoices i join billing_accounts a on a.tenant_id = i.tenant_id and a.id = i.billing_account_id
      where ${may(role, "invoice:read")}::boolean and i.number ilike ${part}::text
      order by i.issued_on desc, i.number desc limit ${LIMIT_PER_GROUP}::int)
    union all
    (select 'tariff', f.id::text, f.name, f.slug, '/tariffs/' || f.id
       from tariffs f
      where ${may(role, "tariff:read")}::boolean and (f.name ilike ${part}::text or f.slug ilike ${part}::text)
      order by f.name, f.id limit ${LIMIT_PER_GROUP}::int)`;
  return found.map(({ detail, ...hit }) => (detail ? { ...hit, detail } : hit));
}

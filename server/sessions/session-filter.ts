import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { BILLING_STATES, SESSION_STATES } from "@/db/schema/sessions";
import { containsPattern } from "@/server/listing/like";

/** Filter of the list and its export. Days are in the operator's zone, both inclusive. */
export const SessionFilter = z.object({
  state: z.enum(SESSION_STATES).optional(),
  billing: z.array(z.enum(BILLING_STATES)).max(BILLING_STATES.length).optional(),
  siteId: z.uuid().optional(),
  stationId: z.uuid().optional(),
  /** part of a token, a driver, a partner, a station, or a session's number */
  text: z.string().trim().max(100).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});

export type SessionFilter = z.infer<typeof SessionFilter>;

/** The filter as a condition on `sessions s`; unset filters are left out of the statement. */
export function sessionCondition(tenantId: string, filter: SessionFilter): SQL {
  const { state, billing, siteId, stationId, text, from, to } = filter;
  const zone = sql`(select time_zone from operators where id = ${tenantId}::uuid)`;
  const conditions = [
    sql`s.tenant_id = ${tenantId}::uuid`,
    state && sql`s.state = ${state}`,
    billing?.length && sql`s.billing_state = any (string_to_array(${billing.join(",")}, ','))`,
    siteId && sql`s.site_id = ${siteId}::uuid`,
    stationId && sql`s.station_id = ${stationId}::uuid`,
    from && sql`s.started_at >= (${from}::date::timestamp at time zone ${zone})`,
    to && sql`s.started_at < ((${to}::date + 1)::timestamp at time zone ${zone})`,
    text && matchesText(text),
  ];
  return sql.join(
    conditions.filter((condition) => typeof condition === "object"),
    sql` and `,
  );
}

function matchesText(text: string): SQL {
  const pattern = containsPattern(text);
  return sql`(s.number::text = ${text.replace(/^#/, "")}
    or s.token_uid ilike ${pattern}
    or exists (select from stations f where f.tenant_id = s.tenant_id and f.id = s.station_id
                and (f.name ilike ${pattern} or f.identity ilike ${pattern}))
    or exists (select from tokens k
                 left join drivers d on d.tenant_id = k.tenant_id and d.id = k.driver_id
                 left join emsps e on e.tenant_id = k.tenant_id and e.id = k.emsp_id
                where k.tenant_id = s.tenant_id and k.id = s.token_id
                  and (k.label ilike ${pattern} or k.contract_id ilike ${pattern} or d.name ilike ${pattern}
                       or e.name ilike ${pattern})))`;
}

import { queryOf } from "@/db/handle";
import { readTenant } from "@/db/tenant";

/**
 * What became of a station's altered session. "same": the bill of the unaltered one; "held": it
 * waits for a person; "found": another bill, and a finding with it; "unpaid": the same energy and
 * money with nobody to bill, and a deviation names the token; "silent": another bill and nobody
 * knows; "lost": the station's end is in no session, and nobody knows.
 */
export const VERDICTS = ["same", "held", "found", "unpaid", "silent", "lost"] as const;

export type Verdict = (typeof VERDICTS)[number];

type Row = {
  readonly stationId: string;
  readonly sessions: number;
  readonly ended: number;
  readonly held: number;
  readonly right: number;
  readonly billed: number;
  readonly unpaid: number;
  readonly findings: number;
};

/** The verdict on each station of the operator, by the station's id. */
export async function verdictsOf(tenantId: string): Promise<ReadonlyMap<string, Verdict>> {
  const rows = await readTenant(
    tenantId,
    (db) => queryOf(db)<Row>`
    select st.id as "stationId", count(s.id)::int as sessions,
           count(*) filter (where s.state = 'ended')::int as ended,
           count(*) filter (where s.billing_state in ('hold', 'needs_price'))::int as held,
           count(*) filter (where r.energy_milli_wh = 12000000 and r.gross_minor = 700
             and s.billing_state = 'rated')::int as right,
           count(r.id)::int as billed,
           count(*) filter (where r.energy_milli_wh = 12000000 and r.gross_minor = 700
             and s.billing_state = 'not_billable'
             and exists (select from station_deviations d
               where d.tenant_id = st.tenant_id and d.station_id = st.id and d.place ~ '/id(Token|Tag)'))::int
             as unpaid,
           (select count(*)::int from findings f
             where f.severity <> 'info' and (f.station_id = st.id or f.session_id = any(array_agg(s.id))))
             as findings
      from stations st
      left join sessions s on s.tenant_id = st.tenant_id and s.station_id = st.id
      left join charge_records r on r.tenant_id = s.tenant_id and r.session_id = s.id
     group by st.tenant_id, st.id`,
  );
  return new Map(rows.map((row) => [row.stationId, verdictOn(row)]));
}

function verdictOn({ sessions, ended, held, right, billed, unpaid, findings }: Row): Verdict {
  if (right === 1 && sessions === 1) return "same";
  if (held > 0 && billed === 0) return "held";
  if (findings > 0) return "found";
  if (unpaid === 1 && sessions === 1) return "unpaid";
  return ended === 0 ? "lost" : "silent";
}

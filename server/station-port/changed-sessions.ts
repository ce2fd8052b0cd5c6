import { type GatewayTransaction, gatewayTransaction } from "@/db/gateway";
import { plainArray } from "@/db/pg-array";
import type { SessionChange, SessionFacts } from "@/server/domain/station/reread";

type Row = SessionFacts & { readonly sessionId: string; readonly number: number };

/** Sessions as an open transaction leaves them, beside what everybody else still sees of them. */
export async function changedSessions(
  sql: GatewayTransaction,
  tenantId: string,
  sessionIds: readonly string[],
): Promise<readonly SessionChange[]> {
  if (sessionIds.length === 0) return [];
  const before = new Map(
    (await gatewayTransaction([tenantId], (outside) => factsOf(outside, tenantId, sessionIds))).map((row) => [
      row.sessionId,
      row,
    ]),
  );
  const after = await factsOf(sql, tenantId, sessionIds);
  return after.flatMap(({ sessionId, number, ...facts }): readonly SessionChange[] => {
    const known = before.get(sessionId);
    if (!known) return [{ sessionId, number, before: null, after: facts }];
    const { sessionId: _id, number: _number, ...earlier } = known;
    return JSON.stringify(earlier) === JSON.stringify(facts)
      ? []
      : [{ sessionId, number, before: earlier, after: facts }];
  });
}

const factsOf = (sql: GatewayTransaction, tenantId: string, sessionIds: readonly string[]): Promise<Row[]> => sql<
  Row[]
>`
  select s.id as "sessionId", s.number, s.state, s.billing_state as "billingState",
         to_char(s.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "startedAt",
         to_char(s.ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "endedAt",
         coalesce(r.energy_milli_wh, s.last_register_milli_wh - s.meter_start_milli_wh)::text as "energyMilliWh",
         r.gross_minor::text as "grossMinor", r.currency
    from sessions s
    left join charge_records r on r.tenant_id = s.tenant_id and r.session_id = s.id
   where s.tenant_id = ${tenantId} and s.id = any(${plainArray(sessionIds)}::uuid[])
   order by s.number`;

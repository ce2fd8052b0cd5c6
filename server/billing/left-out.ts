import { sql } from "drizzle-orm";
import type { TenantRead } from "@/db/tenant";

/** Number of sessions that a run does not bill, by reason, to be checked before revenue is lost. */
export type LeftOut = {
  /** ended, but no tariff was found */
  needsPrice: number;
  /** waits for a decision about implausible readings */
  hold: number;
  /** late messages may still come; the next run takes them */
  settling: number;
  /** rated, but its token has no account to bill */
  noAccount: number;
};

/** Counts the ended sessions of a legal entity's sites that this run does not bill. */
export async function countLeftOut(db: TenantRead, legalEntityId: string, endedBefore: Date): Promise<LeftOut> {
  const [row] = await db.execute<Record<keyof LeftOut, number>>(sql`
    select count(*) filter (where s.billing_state = 'needs_price')::int as "needsPrice",
           count(*) filter (where s.billing_state = 'hold')::int as "hold",
           count(*) filter (where s.billing_state = 'settling')::int as "settling",
           count(*) filter (where s.billing_state = 'not_billable')::int as "noAccount"
      from sessions s join sites p on p.tenant_id = s.tenant_id and p.id = s.site_id
     where p.legal_entity_id = ${legalEntityId} and s.ended_at < ${endedBefore.toISOString()}::timestamptz
       and s.billing_state in ('needs_price', 'hold', 'settling', 'not_billable')`);
  return row ?? { needsPrice: 0, hold: 0, settling: 0, noAccount: 0 };
}

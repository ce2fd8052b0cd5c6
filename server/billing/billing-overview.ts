import { sql } from "drizzle-orm";
import type { TenantRead } from "@/db/tenant";
import { countLeftOut, type LeftOut } from "@/server/billing/left-out";
import { localClock } from "@/server/domain/zone";

export type UnbilledAccount = {
  accountId: string;
  accountName: string;
  accountKind: "driver" | "emsp";
  currency: string;
  priceSide: "GROSS" | "NET";
  recordCount: number;
  netMinor: bigint;
  grossMinor: bigint;
  oldestEndedAt: Date;
};

export type BillingRunRow = {
  periodId: string;
  label: string;
  fromAt: Date;
  toAt: Date;
  closedAt: Date;
  isInterim: boolean;
  draftCount: number;
  issuedCount: number;
  paidCount: number;
  creditedCount: number;
  /** one for each currency */
  totals: readonly { currency: string; grossMinor: bigint; openMinor: bigint }[];
};

export type BillingOverview = {
  legalEntities: readonly {
    legalEntityId: string;
    name: string;
    timeZone: string;
    currency: string;
    /** "YYYY-MM" in the legal entity's zone; may be billed up to now */
    runningMonth: string;
    /** the month before, which has ended */
    lastMonth: string;
    unbilled: readonly UnbilledAccount[];
    leftOut: LeftOut;
    /** the newest 36 */
    runs: readonly BillingRunRow[];
  }[];
};

/**
 * The state of billing for each legal entity: unbilled records, issuing settings, and the last
 * runs, newest first.
 */
export async function billingOverview(db: TenantRead, now = new Date()): Promise<BillingOverview> {
  const entities = await db.execute<{ id: string; name: string; timeZone: string; currency: string }>(
    sql`select id, name, time_zone as "timeZone", currency from legal_entities order by is_default desc, name`,
  );
  const all: BillingOverview["legalEntities"][number][] = [];
  for (const { id, ...entity } of entities) {
    const runningMonth = localClock(BigInt(now.getTime()), entity.timeZone).date.slice(0, 7);
    all.push({
      ...entity,
      legalEntityId: id,
      runningMonth,
      lastMonth: monthBefore(runningMonth),
      unbilled: await unbilledOf(db, id),
      leftOut: await countLeftOut(db, id, now),
      runs: await runsOf(db, id),
    });
  }
  return { legalEntities: all };
}

async function unbilledOf(db: TenantRead, legalEntityId: string): Promise<UnbilledAccount[]> {
  const rows = await db.execute<
    Omit<UnbilledAccount, "netMinor" | "grossMinor" | "oldestEndedAt"> & {
      net: string;
      gross: string;
      oldestEndedAt: string;
    }
  >(sql`
    select a.id as "accountId", a.name as "accountName", a.kind as "accountKind", r.currency, r.anchor as "priceSide",
           count(*)::int as "recordCount", sum(r.net_minor)::text as net, sum(r.gross_minor)::text as gross,
           min(r.ended_at)::text as "oldestEndedAt"
      from unbilled_records u
      join charge_records r on r.tenant_id = u.tenant_id and r.id = u.charge_record_id
      join billing_accounts a on a.tenant_id = r.tenant_id and a.id = r.billing_account_id
     where r.legal_entity_id = ${legalEntityId}::uuid
     group by a.id, a.name, a.kind, r.currency, r.anchor
     order by sum(r.gross_minor) desc, a.name`);
  return rows.map(({ net, gross, oldestEndedAt, ...row }) => ({
    ...row,
    netMinor: BigInt(net),
    grossMinor: BigInt(gross),
    oldestEndedAt: new Date(oldestEndedAt),
  }));
}

/** Three years of months; documents of older runs are in the list of all documents. */
const MAX_RUNS = 36;

type RunRow = Omit<BillingRunRow, "fromAt" | "toAt" | "closedAt" | "totals"> & {
  fromAt: string;
  toAt: string;
  closedAt: string;
  totals: { currency: string; gross: string; open: string }[] | null;
};

async function runsOf(db: TenantRead, legalEntityId: string): Promise<BillingRunRow[]> {
  const rows = await db.execute<RunRow>(sql`
    select p.id as "periodId", p.label, p.from_at::text as "fromAt", p.to_at::text as "toAt",
           p.closed_at::text as "closedAt",
           (p.closed_at <= p.to_at) as "isInterim",
           count(i.id) filter (where i.state = 'draft')::int as "draftCount",
           count(i.id) filter (where i.state = 'issued')::int as "issuedCount",
           count(i.id) filter (where i.state = 'paid')::int as "paidCount",
           count(i.id) filter (where i.state = 'credited')::int as "creditedCount",
           (select jsonb_agg(jsonb_build_object('currency', t.currency, 'gross', t.gross, 'open', t.open)
            order by t.currency)
              from (select c.currency, sum(c.gross_minor)::text as gross,
                           coalesce(sum(c.gross_minor) filter (where c.state = 'issued'), 0)::text as open
                      from invoices c where c.tenant_id = p.tenant_id and c.billing_period_id = p.id
                        and c.document_type = 'INVOICE'
                     group by c.currency) t) as totals
      from billing_periods p
      left join invoices i on i.tenant_id = p.tenant_id and i.billing_period_id = p.id and i.document_type = 'INVOICE'
     where p.legal_entity_id = ${legalEntityId}::uuid
     group by p.tenant_id, p.id
     order by p.closed_at desc
     limit ${MAX_RUNS}`);
  return rows.map(({ fromAt, toAt, closedAt, totals, ...row }) => ({
    ...row,
    fromAt: new Date(fromAt),
    toAt: new Date(toAt),
    closedAt: new Date(closedAt),
    totals: (totals ?? []).map(({ currency, gross, open }) => ({
      currency,
      grossMinor: BigInt(gross),
      openMinor: BigInt(open),
    })),
  }));
}

function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, "0")}`;
}

import { sql } from "drizzle-orm";
import { z } from "zod";
import type { TenantRead } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";

export const GetRun = z.object({ periodId: z.uuid() });

export type RunDetail = {
  readonly periodId: string;
  readonly label: string;
  readonly legalEntityId: string;
  readonly seller: string;
  readonly timeZone: string;
  readonly fromAt: Date;
  readonly toAt: Date;
  readonly closedAt: Date;
  /** its invoices by state */
  readonly invoices: Readonly<Record<"draft" | "issued" | "paid" | "credited", number>>;
  readonly sessionCount: number;
  /** progress of the steps after issuing, in documents */
  readonly progress: {
    /** have a number */
    readonly numbered: number;
    readonly printed: number;
    readonly mailed: number;
    readonly mailFailed: number;
    readonly stripeFailed: number;
  };
  readonly totals: readonly {
    readonly currency: string;
    readonly netMinor: bigint;
    readonly taxMinor: bigint;
    readonly grossMinor: bigint;
  }[];
};

type Row = Omit<RunDetail, "fromAt" | "toAt" | "closedAt" | "totals" | "invoices" | "progress"> &
  RunDetail["invoices"] &
  RunDetail["progress"] & {
    readonly fromMs: number;
    readonly toMs: number;
    readonly closedMs: number;
    readonly totals: { currency: string; net: string; tax: string; gross: string }[] | null;
  };

/**
 * One billing run: its invoices by state, their totals, and the progress of sending them.
 * @throws Refusal NOT_FOUND
 */
export async function getRun(db: TenantRead, { periodId }: z.infer<typeof GetRun>): Promise<RunDetail> {
  const [row] = await db.execute<Row>(sql`
    with run_invoices as (
      select i.id, i.state, i.currency, i.net_minor, i.tax_minor, i.gross_minor,
             exists (select from invoice_files f where f.tenant_id = i.tenant_id and f.invoice_id = i.id) as is_printed,
             (select m.state from email_deliveries m where m.tenant_id = i.tenant_id and m.subject_type = 'invoice'
              and m.subject_id = i.id
                and m.template = 'invoice-issued' limit 1) as mail,
             exists (select from stripe_operations o where o.tenant_id = i.tenant_id and o.subject_type = 'invoice'
             and o.subject_id = i.id
                and o.state = 'failed_final') as is_refused,
             (select count(*) from invoice_charge_records l where l.tenant_id = i.tenant_id
              and l.invoice_id = i.id) as sessions
        from invoices i where i.billing_period_id = ${periodId}::uuid and i.document_type = 'INVOICE')
    select p.id as "periodId", p.label, p.legal_entity_id as "legalEntityId", e.name as seller,
           e.time_zone as "timeZone",
           (extract(epoch from p.from_at) * 1000)::float8 as "fromMs",
            (extract(epoch from p.to_at) * 1000)::float8 as "toMs",
           (extract(epoch from p.closed_at) * 1000)::float8 as "closedMs", n.*,
           (select jsonb_agg(t order by t.currency)
              from (select currency, sum(net_minor)::text as net, sum(tax_minor)::text as tax,
                sum(gross_minor)::text as gross
                      from run_invoices group by currency) t) as totals
      from billing_periods p
      join legal_entities e on e.tenant_id = p.tenant_id and e.id = p.legal_entity_id
      cross join (
        select count(*) filter (where state = 'draft')::int as draft,
               count(*) filter (where state = 'issued')::int as issued,
               count(*) filter (where state = 'paid')::int as paid,
               count(*) filter (where state = 'credited')::int as credited,
               count(*) filter (where state <> 'draft')::int as numbered,
               count(*) filter (where is_printed)::int as printed,
               count(*) filter (where mail = 'sent')::int as mailed,
               count(*) filter (where mail = 'failed')::int as "mailFailed",
               count(*) filter (where is_refused)::int as "stripeFailed",
               coalesce(sum(sessions), 0)::int as "sessionCount"
          from run_invoices) n
     where p.id = ${periodId}::uuid`);
  if (!row) throw new Refusal("billing_run_not_found");
  return runOf(row);
}

function runOf(row: Row): RunDetail {
  const { periodId, label, legalEntityId, seller, timeZone, sessionCount } = row;
  const { draft, issued, paid, credited, numbered, printed, mailed, mailFailed, stripeFailed } = row;
  return {
    periodId,
    label,
    legalEntityId,
    seller,
    timeZone,
    sessionCount,
    fromAt: new Date(row.fromMs),
    toAt: new Date(row.toMs),
    closedAt: new Date(row.closedMs),
    invoices: { draft, issued, paid, credited },
    progress: { numbered, printed, mailed, mailFailed, stripeFailed },
    totals: (row.totals ?? []).map(({ currency, net, tax, gross }) => ({
      currency,
      netMinor: BigInt(net),
      taxMinor: BigInt(tax),
      grossMinor: BigInt(gross),
    })),
  };
}

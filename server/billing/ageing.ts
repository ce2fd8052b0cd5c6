import { sql } from "drizzle-orm";
import type { TenantRead } from "@/db/tenant";

/** Lateness of an open invoice: not due yet, or the days after its due date in steps of 30. */
export const AGES = ["notDue", "to30", "to60", "to90", "over90"] as const;
export type Age = (typeof AGES)[number];

export type AgeingRow = {
  readonly currency: string;
  readonly openMinor: bigint;
  readonly openCount: number;
  readonly overdueMinor: bigint;
  readonly overdueCount: number;
  readonly byAge: Readonly<Record<Age, { readonly minor: bigint; readonly count: number }>>;
};

export type Ageing = {
  /** one for each currency with an open invoice */
  readonly rows: readonly AgeingRow[];
  readonly draftCount: number;
};

type Row = { readonly currency: string; readonly age: Age; readonly minor: string; readonly count: number };

/**
 * Open amounts by age, as of today in each legal entity's own zone. Overdue follows from the date
 * and is not a stored state.
 */
export async function ageing(db: TenantRead): Promise<Ageing> {
  const rows = await db.execute<Row>(sql`
    select o.currency, o.age, sum(o.open)::text as minor, count(*)::int as count
      from (select i.currency,
                   i.gross_minor - coalesce((select sum(p.amount_minor) from payments p
                                              where p.tenant_id = i.tenant_id and p.invoice_id = i.id), 0) as open,
                   case when i.due_on is null or i.due_on >= d.today then 'notDue' when d.today - i.due_on <= 30
                        then 'to30'
                        when d.today - i.due_on <= 60 then 'to60' when d.today - i.due_on <= 90 then 'to90'
                             else 'over90' end as age
              from invoices i
              join legal_entities e on e.tenant_id = i.tenant_id and e.id = i.legal_entity_id
              cross join lateral (select (now() at time zone e.time_zone)::date as today) d
             where i.state = 'issued' and i.document_type = 'INVOICE') o
     group by o.currency, o.age`);
  const [drafts] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from invoices where state = 'draft'`,
  );
  const currencies = [...new Set(rows.map(({ currency }) => currency))].sort();
  return {
    rows: currencies.map((currency) =>
      ageingOf(
        currency,
        rows.filter((row) => row.currency === currency),
      ),
    ),
    draftCount: drafts?.count ?? 0,
  };
}

function ageingOf(currency: string, rows: readonly Row[]): AgeingRow {
  const bucketOf = (age: Age) => {
    const row = rows.find((one) => one.age === age);
    return { minor: BigInt(row?.minor ?? 0), count: row?.count ?? 0 };
  };
  const byAge = {
    notDue: bucketOf("notDue"),
    to30: bucketOf("to30"),
    to60: bucketOf("to60"),
    to90: bucketOf("to90"),
    over90: bucketOf("over90"),
  };
  const late = [byAge.to30, byAge.to60, byAge.to90, byAge.over90];
  const overdueMinor = late.reduce((sum, { minor }) => sum + minor, 0n);
  const overdueCount = late.reduce((sum, { count }) => sum + count, 0);
  return {
    currency,
    byAge,
    overdueMinor,
    overdueCount,
    openMinor: overdueMinor + byAge.notDue.minor,
    openCount: overdueCount + byAge.notDue.count,
  };
}

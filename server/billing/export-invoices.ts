import { sql } from "drizzle-orm";
import type { z } from "zod";
import { readTenant } from "@/db/tenant";
import { type InvoiceFilter, invoiceCondition, invoicesAfter } from "@/server/billing/list-invoices";
import { type CsvColumns, csvFile } from "@/server/listing/csv-file";
import { moneyToDecimal } from "@/server/domain/money";

type Row = {
  readonly number: string | null;
  readonly documentType: string;
  readonly state: string;
  readonly isOverdue: boolean;
  readonly seller: string;
  readonly accountName: string;
  readonly accountKind: string;
  readonly accountVatId: string | null;
  readonly accountCountry: string;
  readonly period: string | null;
  readonly issuedOn: string | null;
  readonly dueOn: string | null;
  readonly currency: string;
  readonly net: string;
  readonly tax: string;
  readonly gross: string;
  readonly paid: string;
  readonly paidAt: string | null;
  readonly sessions: number;
  readonly credits: string | null;
  readonly creditedBy: string | null;
  readonly createdAt: string;
  readonly invoiceId: string;
};

const CHUNK = 1_000;

/** A draft has no number. */
const COLUMNS: CsvColumns<Row> = [
  ["number", (row) => row.number],
  ["type", (row) => row.documentType],
  ["state", (row) => row.state],
  ["is_overdue", (row) => String(row.isOverdue)],
  ["seller", (row) => row.seller],
  ["account", (row) => row.accountName],
  ["account_kind", (row) => row.accountKind],
  ["account_vat_id", (row) => row.accountVatId],
  ["account_country", (row) => row.accountCountry],
  ["period", (row) => row.period],
  ["issued_on", (row) => row.issuedOn],
  ["due_on", (row) => row.dueOn],
  ["currency", (row) => row.currency],
  ["net", (row) => amount(row, row.net)],
  ["tax", (row) => amount(row, row.tax)],
  ["gross", (row) => amount(row, row.gross)],
  ["paid", (row) => amount(row, row.paid)],
  ["paid_at", (row) => row.paidAt],
  ["sessions", (row) => row.sessions],
  ["credits", (row) => row.credits],
  ["credited_by", (row) => row.creditedBy],
];

/** The whole filtered set as CSV, newest first. The caller has checked the right. */
export const exportInvoices = (tenantId: string, filter: z.infer<typeof InvoiceFilter>): AsyncGenerator<string> =>
  csvFile(COLUMNS, CHUNK, (last) => readChunk(tenantId, filter, last));

function readChunk(
  tenantId: string,
  filter: z.infer<typeof InvoiceFilter>,
  last: Row | undefined,
): Promise<readonly Row[]> {
  const keys = last ? ([last.createdAt, last.invoiceId] as [string, string]) : null;
  return readTenant(tenantId, async (db) => {
    const rows = await db.execute<Row>(sql`
      select i.number, i.document_type as "documentType", i.state, e.name as seller, a.name as "accountName",
             a.kind as "accountKind",
             (i.state = 'issued' and i.document_type = 'INVOICE'
              and i.due_on < (now() at time zone e.time_zone)::date) as "isOverdue",
             i.model #>> '{buyer,vatId}' as "accountVatId", i.model #>> '{buyer,country}' as "accountCountry",
             p.label as period,
             i.issued_on::text as "issuedOn", i.due_on::text as "dueOn", i.currency,
             i.net_minor::text as net, i.tax_minor::text as tax, i.gross_minor::text as gross,
             coalesce((select sum(y.amount_minor) from payments y where y.tenant_id = i.tenant_id
             and y.invoice_id = i.id), 0)::text as paid,
             to_char(i.paid_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "paidAt",
             (select count(*)::int from invoice_charge_records l where l.tenant_id = i.tenant_id
              and l.invoice_id = i.id) as sessions,
             (select c.number from invoices c where c.tenant_id = i.tenant_id and c.id = i.credit_of) as credits,
             (select c.number from invoices c where c.tenant_id = i.tenant_id and c.credit_of = i.id) as "creditedBy",
             to_char(i.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "createdAt",
             i.id as "invoiceId"
        from invoices i
        join billing_accounts a on a.tenant_id = i.tenant_id and a.id = i.billing_account_id
        join legal_entities e on e.tenant_id = i.tenant_id and e.id = i.legal_entity_id
        left join billing_periods p on p.tenant_id = i.tenant_id and p.id = i.billing_period_id
       where ${invoiceCondition(filter)} and ${invoicesAfter({ keys })}
       order by i.created_at desc, i.id desc limit ${CHUNK}`);
    return [...rows];
  });
}

const amount = ({ currency }: Row, minor: string): string => moneyToDecimal({ minor: BigInt(minor), currency });

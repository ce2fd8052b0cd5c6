import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { DOCUMENT_TYPES, INVOICE_STATES } from "@/db/schema/invoices";
import type { TenantRead } from "@/db/tenant";
import type { InvoiceState } from "@/server/domain/invoice/state";
import { InstantKey, pageInput, pageOf, type PagePosition, positionOf } from "@/server/listing/keyset";
import { containsPattern } from "@/server/listing/like";

/** Filter of the list and its export. */
export const InvoiceFilter = z.object({
  state: z.enum([...INVOICE_STATES, "overdue"]).optional(),
  documentType: z.enum(DOCUMENT_TYPES).optional(),
  accountId: z.uuid().optional(),
  accountKind: z.enum(["driver", "emsp"]).optional(),
  periodId: z.uuid().optional(),
  /** part of a number or of an account's name */
  text: z.string().trim().max(100).optional(),
});

export const ListInvoices = InvoiceFilter.extend(pageInput(50, 100)).omit({ before: true });

export type InvoiceRow = {
  invoiceId: string;
  documentType: "INVOICE" | "CREDIT_NOTE";
  state: InvoiceState;
  isOverdue: boolean;
  number: string | null;
  accountId: string;
  accountName: string;
  accountKind: "driver" | "emsp";
  /** the issuing legal entity: each has its own series of numbers */
  seller: string;
  periodLabel: string | null;
  issuedOn: string | null;
  dueOn: string | null;
  currency: string;
  netMinor: bigint;
  grossMinor: bigint;
  recordCount: number;
  /**
   * the worst state of its e-mails; pending from its issue on, because the e-mail waits for the PDF
   */
  delivery: "none" | "pending" | "sent" | "failed";
  createdAt: Date;
};

export type InvoicePage = { rows: readonly InvoiceRow[]; after: string | null };

type Row = Omit<InvoiceRow, "netMinor" | "grossMinor" | "createdAt"> & {
  netMinor: string;
  grossMinor: string;
  createdAt: string;
};

/** Contents of the cursor. */
export const CreatedAtAndId = z.tuple([InstantKey, z.uuid()]);

/** Newest first, a page at a time. */
export async function listInvoices(db: TenantRead, input: z.infer<typeof ListInvoices>): Promise<InvoicePage> {
  const position = positionOf(input, CreatedAtAndId);
  const found = await db.execute<Row>(sql`
    select i.id as "invoiceId", i.document_type as "documentType", i.state, i.number, i.currency,
           i.net_minor::text as "netMinor", i.gross_minor::text as "grossMinor",
           i.issued_on::text as "issuedOn", i.due_on::text as "dueOn",
           (i.state = 'issued' and i.document_type = 'INVOICE'
            and i.due_on < (now() at time zone e.time_zone)::date) as "isOverdue",
           a.id as "accountId", a.name as "accountName", a.kind as "accountKind", e.name as seller,
           p.label as "periodLabel",
           (select count(*)::int from invoice_charge_records l where l.tenant_id = i.tenant_id
            and l.invoice_id = i.id) as "recordCount",
           (select case when i.state = 'draft' then 'none' when bool_or(m.state = 'failed') then 'failed'
                        when count(*) = 0 or bool_or(m.state = 'queued') then 'pending' else 'sent' end
              from email_deliveries m where m.tenant_id = i.tenant_id and m.subject_type = 'invoice'
                and m.subject_id = i.id) as delivery,
           to_char(i.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "createdAt"
      from invoices i
      join billing_accounts a on a.tenant_id = i.tenant_id and a.id = i.billing_account_id
      join legal_entities e on e.tenant_id = i.tenant_id and e.id = i.legal_entity_id
      left join billing_periods p on p.tenant_id = i.tenant_id and p.id = i.billing_period_id
     where ${invoiceCondition(input)} and ${invoicesAfter(position)}
     order by i.created_at desc, i.id desc
     limit ${input.limit + 1}`);
  const { rows, after } = pageOf(found, input.limit, position, ({ createdAt, invoiceId }) => [createdAt, invoiceId]);
  return { rows: rows.map(rowOf), after };
}

/** The filter as a condition on `invoices i`, its account `a` and its legal entity `e`. */
export function invoiceCondition(input: z.infer<typeof InvoiceFilter>): SQL {
  const conditions: SQL[] = [sql`true`];
  if (input.state === "overdue") {
    conditions.push(
      sql`i.state = 'issued' and i.document_type = 'INVOICE' and i.due_on < (now() at time zone e.time_zone)::date`,
    );
  } else if (input.state !== undefined) conditions.push(sql`i.state = ${input.state}`);
  if (input.documentType !== undefined) conditions.push(sql`i.document_type = ${input.documentType}`);
  if (input.accountId !== undefined) conditions.push(sql`i.billing_account_id = ${input.accountId}::uuid`);
  if (input.accountKind !== undefined) conditions.push(sql`a.kind = ${input.accountKind}`);
  if (input.periodId !== undefined) conditions.push(sql`i.billing_period_id = ${input.periodId}::uuid`);
  if (input.text) {
    const pattern = containsPattern(input.text);
    conditions.push(sql`(i.number ilike ${pattern} or a.name ilike ${pattern})`);
  }
  return sql.join(conditions, sql` and `);
}

/** The documents after a position of the list, which is ordered newest first. */
export const invoicesAfter = ({ keys }: Pick<PagePosition<z.infer<typeof CreatedAtAndId>>, "keys">): SQL =>
  keys === null ? sql`true` : sql`(i.created_at, i.id) < (${keys[0]}::timestamptz, ${keys[1]}::uuid)`;

const rowOf = ({ netMinor, grossMinor, createdAt, ...row }: Row): InvoiceRow => ({
  ...row,
  netMinor: BigInt(netMinor),
  grossMinor: BigInt(grossMinor),
  createdAt: new Date(createdAt),
});

/**
 * Compares invoices in the database with charge records and with Stripe. Each difference is a
 * sentence.
 */
import type { Sql } from "postgres";
import type { CreatedOperator } from "./create-operator";
import type { Violations } from "./prove-charging";
import type { StripeObjects } from "./stripe-objects";

type InvoiceRow = {
  readonly id: string;
  readonly number: string | null;
  readonly state: string;
  readonly gross: string;
  readonly recordsGross: string | null;
  readonly stripeId: string | null;
  readonly files: number;
  readonly emails: number;
  readonly emailsSent: number;
  readonly payments: number;
  readonly paid: string | null;
};

export async function proveBilling(sql: Sql, operator: CreatedOperator, objects: StripeObjects): Promise<Violations> {
  const invoices = await invoicesOf(sql, operator.tenantId);
  return [
    ...(await proveRecords(sql, operator)),
    ...proveNumbers(invoices),
    ...invoices.flatMap(proveInvoice),
    ...(await proveStripe(invoices, operator, objects)),
  ];
}

/** Every invoice of the operator, with the counts of its files, e-mails and payments. */
async function invoicesOf(sql: Sql, tenantId: string): Promise<readonly InvoiceRow[]> {
  return sql<InvoiceRow[]>`
    select i.id, i.number, i.state, i.gross_minor::text as gross, i.stripe_invoice_id as "stripeId",
           (select sum(r.gross_minor)::text from invoice_charge_records l
              join charge_records r on r.tenant_id = l.tenant_id and r.id = l.charge_record_id
             where l.tenant_id = i.tenant_id and l.invoice_id = i.id and l.released_at is null) as "recordsGross",
           (select count(*)::int from invoice_files f where f.tenant_id = i.tenant_id and f.invoice_id = i.id) as files,
           (select count(*)::int from email_deliveries e where e.tenant_id = i.tenant_id and e.subject_type = 'invoice'
               and e.subject_id = i.id and e.template = 'invoice-issued') as emails,
           (select count(*)::int from email_deliveries e where e.tenant_id = i.tenant_id and e.subject_type = 'invoice'
               and e.subject_id = i.id and e.template = 'invoice-issued' and e.state = 'sent') as "emailsSent",
           (select count(*)::int from payments p where p.tenant_id = i.tenant_id and p.invoice_id = i.id) as payments,
           (select sum(p.amount_minor)::text from payments p
             where p.tenant_id = i.tenant_id and p.invoice_id = i.id) as paid
      from invoices i where i.tenant_id = ${tenantId} order by i.number`;
}

/** Every charge record of this operator is on one invoice; no record of any operator is on two. */
async function proveRecords(sql: Sql, { tenantId }: CreatedOperator): Promise<Violations> {
  const unbilled = await sql<{ id: string }[]>`
    select r.id from charge_records r
     where r.tenant_id = ${tenantId} and not exists (
       select from invoice_charge_records l where l.tenant_id = r.tenant_id and l.charge_record_id = r.id
          and l.document_type = 'INVOICE' and l.released_at is null)`;
  const billedTwice = await sql<{ id: string; invoices: number }[]>`
    select l.charge_record_id as id, count(*)::int as invoices
      from invoice_charge_records l join invoices i on i.tenant_id = l.tenant_id and i.id = l.invoice_id
     where l.document_type = 'INVOICE' and i.state <> 'credited' and l.released_at is null
     group by l.tenant_id, l.charge_record_id having count(*) > 1`;
  const ratedTwice = await sql<{ session: string; records: number }[]>`
    select session_id as session, count(*)::int as records from charge_records where kind = 'NORMAL'
     group by tenant_id, session_id having count(*) > 1`;
  return [
    ...unbilled.map(({ id }) => `charge record ${id} is on no invoice`),
    ...billedTwice.map(({ id, invoices }) => `charge record ${id} is on ${invoices} invoices`),
    ...ratedTwice.map(({ session, records }) => `session ${session} has ${records} charge records`),
  ];
}

function proveNumbers(invoices: readonly InvoiceRow[]): Violations {
  const numbers = invoices.map(({ number }) => Number(/(\d+)$/.exec(number ?? "")?.[1] ?? Number.NaN));
  const wrong = numbers.toSorted((a, b) => a - b).findIndex((number, index) => number !== index + 1);
  return wrong < 0 ? [] : [`invoice numbers have a gap, a repeat or none at place ${wrong + 1}: ${numbers.join(", ")}`];
}

function proveInvoice(invoice: InvoiceRow): Violations {
  const isPaid = invoice.state === "paid";
  const facts: readonly (readonly [string, unknown, unknown])[] = [
    ["state", isPaid ? "issued" : invoice.state, "issued"],
    ["sum of its records", invoice.recordsGross, invoice.gross],
    ["PDFs", invoice.files, 1],
    ["emails", invoice.emails, 1],
    ["emails sent", invoice.emailsSent, 1],
    ["payments", invoice.payments, isPaid ? 1 : 0],
    ["paid", invoice.paid, isPaid ? invoice.gross : null],
  ];
  return facts.flatMap(([what, is, should]) =>
    is === should ? [] : [`invoice ${invoice.number}: ${what} is ${String(is)} instead of ${String(should)}`],
  );
}

/** EUR 0.50, Stripe's minimum charge; smaller invoices are paid by bank transfer. */
const MIN_AT_STRIPE = 50n;

/**
 * Each invoice above Stripe's minimum exists there once, with our number, amount and state. No
 * other invoice exists there.
 */
async function proveStripe(
  ours: readonly InvoiceRow[],
  { tenantId }: CreatedOperator,
  objects: StripeObjects,
): Promise<Violations> {
  const theirs = await objects.invoicesOf(tenantId);
  const known = new Set(ours.map(({ id }) => id));
  const foreignObjects = theirs.filter(({ metadata }) => !known.has(metadata["invoice"] ?? ""));
  return [
    ...foreignObjects.map(({ id }) => `Stripe's invoice ${id} is none of ours`),
    ...ours.flatMap((invoice) => {
      const found = theirs.filter(({ metadata }) => metadata["invoice"] === invoice.id);
      const [stripeInvoice] = found;
      if (BigInt(invoice.gross) < MIN_AT_STRIPE && found.length === 0) return [];
      if (!stripeInvoice || found.length > 1)
        return [`invoice ${invoice.number} is ${found.length} invoices at Stripe`];
      const facts: readonly (readonly [string, unknown, unknown])[] = [
        ["id", stripeInvoice.id, invoice.stripeId],
        ["number", stripeInvoice.number, invoice.number],
        ["total", String(stripeInvoice.total), invoice.gross],
        ["status", stripeInvoice.status, invoice.state === "paid" ? "paid" : "open"],
      ];
      return facts.flatMap(([what, is, should]) =>
        is === should
          ? []
          : [`invoice ${invoice.number} at Stripe: ${what} is ${String(is)} instead of ${String(should)}`],
      );
    }),
  ];
}

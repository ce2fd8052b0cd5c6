import { and, eq, gt, isNotNull, lt, notInArray, sql } from "drizzle-orm";
import { invoices } from "@/db/schema/invoices";
import { legalEntities } from "@/db/schema/operators";
import { payments, stripeOperations } from "@/db/schema/payments";
import { type TenantWrite, writeTenant } from "@/db/tenant";
import { recordSystemAudit } from "@/server/audit/record";
import { localClock } from "@/server/domain/zone";
import { putJob } from "@/server/outbox/put";
import { receivePayment } from "@/server/payments/receive-payment";
import { paymentOfInvoice, retrieveInvoice, StripeFailure, type StripeInvoice } from "@/server/payments/stripe";
import { fromStripeAmount } from "@/server/payments/stripe-amount";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Fetches an invoice from Stripe and applies its present state.
 * @param objectId Stripe's id of the invoice
 * @returns the reason why nothing was done, null when something was
 * @throws StripeFailure when Stripe cannot be reached
 */
export async function syncInvoice(objectId: string): Promise<string | null> {
  const stripeInvoice = await retrieveInvoice(objectId).catch(nullIfGone);
  if (stripeInvoice === null) return "Stripe knows no such invoice";
  const { tenant = "", invoice = "" } = stripeInvoice.metadata;
  if (!UUID.test(tenant) || !UUID.test(invoice)) return "not an invoice of ours";
  const isPaid = stripeInvoice.status === "paid" && stripeInvoice.amountPaid > 0;
  const reference = isPaid ? ((await paymentOfInvoice(objectId)) ?? objectId) : objectId;
  return writeTenant(tenant, (db) => applyInvoice(db, invoice, stripeInvoice, reference));
}

/** A deleted draft, or an event of another account: another request returns the same. */
function nullIfGone(error: unknown): null {
  if (error instanceof StripeFailure && error.verdict === "final") return null;
  throw error;
}

async function applyInvoice(
  db: TenantWrite,
  invoiceId: string,
  stripeInvoice: StripeInvoice,
  reference: string,
): Promise<string | null> {
  const [row] = await db.select().from(invoices).where(eq(invoices.id, invoiceId)).for("update");
  if (!row || row.state === "draft") return "not an issued invoice of ours";
  // a label can be copied by hand; the id that our own call returned cannot
  if (row.stripeInvoiceId === null && (await isBeingCreated(db, invoiceId)))
    throw new Error("Stripe's word of an invoice came before the answer to our own call");
  if (row.stripeInvoiceId !== stripeInvoice.id) return "another invoice carries our label";
  if (stripeInvoice.status !== "paid" || stripeInvoice.amountPaid === 0) return null;
  // our own report of the bank transfer, as Stripe returns it
  if (reference === stripeInvoice.id && (await isPaidByBankTransfer(db, invoiceId))) return null;
  // an invoice is paid at Stripe once, even when an earlier event gave its payment another
  // reference
  if (await isPaidByStripe(db, invoiceId)) return null;
  const amountMinor = fromStripeAmount(stripeInvoice.amountPaid, stripeInvoice.currency);
  const isNew = await receivePayment(db, row, {
    rail: "stripe",
    amountMinor,
    currency: stripeInvoice.currency,
    receivedOn: await todayOf(db, row.legalEntityId),
    reference,
    recordedBy: null,
  });
  if (isNew) {
    await recordSystemAudit(db, {
      action: "payments.received",
      subjectType: "invoice",
      subjectId: row.id,
      data: {
        number: row.number,
        amountMinor: amountMinor.toString(),
        currency: stripeInvoice.currency,
        reference,
        stateBefore: row.state,
      },
    });
  }
  return null;
}

async function isBeingCreated(db: TenantWrite, invoiceId: string): Promise<boolean> {
  const ofInvoice = eq(stripeOperations.intentKey, `invoice.create:${invoiceId}`);
  const isOpen = notInArray(stripeOperations.state, ["succeeded", "failed_final"]);
  return (await db.$count(stripeOperations, and(ofInvoice, isOpen))) > 0;
}

async function isPaidByBankTransfer(db: TenantWrite, invoiceId: string): Promise<boolean> {
  return (await db.$count(payments, and(eq(payments.invoiceId, invoiceId), eq(payments.rail, "bank_transfer")))) > 0;
}

async function isPaidByStripe(db: TenantWrite, invoiceId: string): Promise<boolean> {
  const ofStripe = and(eq(payments.invoiceId, invoiceId), eq(payments.rail, "stripe"), gt(payments.amountMinor, 0n));
  return (await db.$count(payments, ofStripe)) > 0;
}

async function todayOf(db: TenantWrite, legalEntityId: string): Promise<string> {
  const [entity] = await db
    .select({ timeZone: legalEntities.timeZone })
    .from(legalEntities)
    .where(eq(legalEntities.id, legalEntityId));
  return localClock(BigInt(Date.now()), entity?.timeZone ?? "UTC").date;
}

/**
 * Queues a daily check of each invoice open at Stripe for a day, because webhooks can be lost:
 * Stripe gives one up after three days.
 * @returns how many
 */
export async function queueOpenInvoiceChecks(db: TenantWrite): Promise<number> {
  const open = await db
    .select({ stripeInvoiceId: invoices.stripeInvoiceId })
    .from(invoices)
    .where(
      and(
        eq(invoices.state, "issued"),
        isNotNull(invoices.stripeInvoiceId),
        lt(invoices.issuedAt, sql`now() - interval '1 day'`),
      ),
    );
  for (const { stripeInvoiceId } of open)
    await putJob(db, "stripe.invoice", { stripeInvoiceId }, { key: `stripe.invoice:${stripeInvoiceId}` });
  return open.length;
}

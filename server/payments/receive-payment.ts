import { and, eq, isNull } from "drizzle-orm";
import { invoices } from "@/db/schema/invoices";
import { legalEntities } from "@/db/schema/operators";
import { payments } from "@/db/schema/payments";
import { findings } from "@/db/schema/findings";
import { billingAccounts } from "@/db/schema/billing-accounts";
import type { TenantRead, TenantWrite } from "@/db/tenant";
import { nextInvoiceState } from "@/server/domain/invoice/state";
import { formatMoney } from "@/server/domain/money";
import { announce } from "@/server/live/announce";
import { queueEmail } from "@/server/mail/queue-email";
import { localizedDate } from "@/server/mail/localized-date";
import { localizedMoney } from "@/server/mail/localized-money";

export type ReceivedPayment = {
  rail: "stripe" | "bank_transfer";
  amountMinor: bigint;
  currency: string;
  /** "YYYY-MM-DD" */
  receivedOn: string;
  /** Stripe's payment id, or the reference on the bank statement */
  reference: string;
  recordedBy: string | null;
};

/**
 * Records a payment of an invoice, once for each reference, and marks the invoice paid when it is
 * covered: issued → paid, never back. A finding is raised on another amount or currency, and on a
 * payment of a paid or credited invoice: it is recorded too and must be returned.
 * @param invoice locked by the caller
 * @returns whether this payment was new
 */
export async function receivePayment(
  db: TenantWrite,
  invoice: typeof invoices.$inferSelect,
  payment: ReceivedPayment,
): Promise<boolean> {
  const [recorded] = await db
    .insert(payments)
    .values({ invoiceId: invoice.id, ...payment })
    .onConflictDoNothing()
    .returning({ id: payments.id });
  if (!recorded) return false;
  const state = nextInvoiceState(invoice.state, "settled");
  const paidMinor = await paidMinorOf(db, invoice);
  if (state !== null && paidMinor >= invoice.grossMinor) {
    await db.update(invoices).set({ state, paidAt: new Date() }).where(eq(invoices.id, invoice.id));
    await queueReceiptEmail(db, invoice, payment);
    await closeDifferences(db, invoice.id, "paid");
  }
  if (state === null || paidMinor !== invoice.grossMinor) await raiseDifference(db, invoice, payment);
  await announce(db, ["invoices", "overview", `invoice:${invoice.id}`]);
  return true;
}

/** Sum of the payments of an invoice in its own currency, less refunds. */
export async function paidMinorOf(
  db: TenantRead,
  { id, currency }: Pick<typeof invoices.$inferSelect, "id" | "currency">,
): Promise<bigint> {
  const received = await db.select().from(payments).where(eq(payments.invoiceId, id));
  return received.reduce((sum, payment) => sum + (payment.currency === currency ? payment.amountMinor : 0n), 0n);
}

/**
 * Closes the payment differences of an invoice.
 * @returns the number of differences that were open
 */
export async function closeDifferences(
  db: TenantWrite,
  invoiceId: string,
  resolution: string,
  resolvedBy: string | null = null,
): Promise<number> {
  const closed = await db
    .update(findings)
    .set({ resolvedAt: new Date(), resolution, resolvedBy })
    .where(and(eq(findings.code, "PAYMENT_DIFFERS"), isNull(findings.resolvedAt), eq(findings.invoiceId, invoiceId)))
    .returning({ id: findings.id });
  return closed.length;
}

async function raiseDifference(
  db: TenantWrite,
  { id, number, state, grossMinor, currency }: typeof invoices.$inferSelect,
  payment: ReceivedPayment,
): Promise<void> {
  const receivedAmount = formatMoney({ minor: payment.amountMinor, currency: payment.currency }, "en");
  const owedAmount = formatMoney({ minor: grossMinor, currency }, "en");
  const stateNote = state === "issued" ? "" : `, which was ${state} already`;
  await db.insert(findings).values({
    code: "PAYMENT_DIFFERS",
    severity: "warning",
    data: {
      invoiceId: id,
      reference: payment.reference,
      message: `${receivedAmount} came for invoice ${number ?? ""} of ${owedAmount}${stateNote}.`,
    },
  });
}

async function queueReceiptEmail(
  db: TenantWrite,
  invoice: typeof invoices.$inferSelect,
  payment: ReceivedPayment,
): Promise<void> {
  const [account] = await db.select().from(billingAccounts).where(eq(billingAccounts.id, invoice.billingAccountId));
  if (!account) throw new Error("the invoice names an account that is not there");
  const { locale } = account;
  const [seller] = await db.select().from(legalEntities).where(eq(legalEntities.id, invoice.legalEntityId));
  await queueEmail(db, {
    template: "payment-received",
    recipient: account.email,
    locale,
    props: {
      sellerName: seller?.name ?? "",
      buyerName: account.name,
      number: invoice.number ?? "",
      amount: localizedMoney({ minor: payment.amountMinor, currency: payment.currency }, locale),
      receivedOn: localizedDate(payment.receivedOn, locale),
    },
    subjectType: "invoice",
    subjectId: invoice.id,
  });
}

import { eq } from "drizzle-orm";
import { invoices } from "@/db/schema/invoices";
import { legalEntities } from "@/db/schema/operators";
import { payments } from "@/db/schema/payments";
import { findings } from "@/db/schema/sessions";
import { billingAccounts } from "@/db/schema/tokens";
import type { TenantRead, TenantWrite } from "@/db/tenant";
import { nextInvoiceState, outstandingMinor } from "@/server/domain/invoice/state";
import { formatMoney } from "@/server/domain/money";
import { announce } from "@/server/live/announce";
import { queueLetter } from "@/server/mail/queue-letter";
import { writtenDate } from "@/server/mail/written-date";

export type ReceivedPayment = {
  rail: "stripe" | "bank_transfer";
  amountMinor: bigint;
  currency: string;
  /** "YYYY-MM-DD" */
  receivedOn: string;
  /** Stripe's payment id, or what the bank's statement says */
  reference: string;
  recordedBy: string | null;
};

/**
 * Writes down money that came for an invoice, once for each reference, and moves the invoice on when it is covered: issued → paid,
 * never back. Less than is owed, or another currency, is put before a person. Money for an invoice that is paid or credited already
 * is kept on record all the same: it has to be given back by a person.
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
  if (state !== null && !(await isCovered(db, invoice))) await raiseShortfall(db, invoice, payment);
  else if (state !== null) {
    await db.update(invoices).set({ state, paidAt: new Date() }).where(eq(invoices.id, invoice.id));
    await thank(db, invoice, payment);
  }
  await announce(db, ["invoices", `invoice:${invoice.id}`]);
  return true;
}

/** What came for an invoice so far, refunds taken off, in its own currency. */
export async function paidMinorOf(db: TenantRead, { id, currency }: typeof invoices.$inferSelect): Promise<bigint> {
  const received = await db.select().from(payments).where(eq(payments.invoiceId, id));
  return received.reduce((sum, payment) => sum + (payment.currency === currency ? payment.amountMinor : 0n), 0n);
}

async function isCovered(db: TenantRead, invoice: typeof invoices.$inferSelect): Promise<boolean> {
  return outstandingMinor(invoice, await paidMinorOf(db, invoice)) === 0n;
}

async function raiseShortfall(
  db: TenantWrite,
  { id, number, grossMinor, currency }: typeof invoices.$inferSelect,
  payment: ReceivedPayment,
): Promise<void> {
  const came = formatMoney({ minor: payment.amountMinor, currency: payment.currency }, "en");
  const owed = formatMoney({ minor: grossMinor, currency }, "en");
  const message = `${came} came for invoice ${number ?? ""} of ${owed}.`;
  await db.insert(findings).values({
    code: "PAYMENT_DIFFERS",
    severity: "warning",
    data: { invoiceId: id, reference: payment.reference, message },
  });
}

async function thank(db: TenantWrite, invoice: typeof invoices.$inferSelect, payment: ReceivedPayment): Promise<void> {
  const [account] = await db.select().from(billingAccounts).where(eq(billingAccounts.id, invoice.billingAccountId));
  if (!account) throw new Error("the invoice names an account that is not there");
  const { locale } = account;
  const [seller] = await db.select().from(legalEntities).where(eq(legalEntities.id, invoice.legalEntityId));
  await queueLetter(db, {
    template: "payment-received",
    recipient: account.email,
    locale,
    props: {
      sellerName: seller?.name ?? "",
      buyerName: account.name,
      number: invoice.number ?? "",
      amount: formatMoney({ minor: payment.amountMinor, currency: payment.currency }, locale),
      receivedOn: writtenDate(payment.receivedOn, locale),
    },
    subjectType: "invoice",
    subjectId: invoice.id,
  });
}

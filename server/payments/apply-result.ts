import { and, eq, isNull } from "drizzle-orm";
import { invoices } from "@/db/schema/invoices";
import { payments } from "@/db/schema/payments";
import { billingAccounts } from "@/db/schema/billing-accounts";
import type { TenantWrite } from "@/db/tenant";
import { announce } from "@/server/live/announce";
import { putJob } from "@/server/outbox/put";
import type { CallResult, Operation, OperationOf } from "@/server/payments/operation";
import { closeDifferences, paidMinorOf } from "@/server/payments/receive-payment";

/** Applies the result of a call to our rows, in the transaction that completes the operation. */
export async function applyResult(db: TenantWrite, operation: Operation, result: CallResult): Promise<void> {
  if (result.verdict === "done") await applyDone(db, operation, result);
  if (result.verdict === "final") await renderWithoutPaymentLink(db, operation);
  if (operation.kind === "customer.create") return;
  await announce(db, ["invoices", "overview", `invoice:${operation.invoiceId}`]);
}

async function applyDone(
  db: TenantWrite,
  operation: Operation,
  { objectId, paymentUrl, refundId }: Extract<CallResult, { verdict: "done" }>,
): Promise<void> {
  switch (operation.kind) {
    case "customer.create":
      await db
        .update(billingAccounts)
        .set({ stripeCustomerId: objectId })
        .where(and(eq(billingAccounts.id, operation.accountId), isNull(billingAccounts.stripeCustomerId)));
      return;
    case "invoice.create":
      await db.update(invoices).set({ stripeInvoiceId: objectId }).where(eq(invoices.id, operation.invoiceId));
      return;
    case "invoice.finalize":
      await db
        .update(invoices)
        .set({ paymentUrl: paymentUrl ?? null })
        .where(eq(invoices.id, operation.invoiceId));
      await renderNow(db, operation.invoiceId);
      return;
    case "credit_note.create":
      if (refundId) await recordRefund(db, operation, refundId);
      return;
    case "invoice.add_lines":
    case "invoice.pay_out_of_band":
      return;
  }
}

/** Records a refund: a negative row beside the payment. */
async function recordRefund(
  db: TenantWrite,
  operation: OperationOf<"credit_note.create">,
  reference: string,
): Promise<void> {
  await db
    .insert(payments)
    .values({
      invoiceId: operation.invoiceId,
      rail: "stripe",
      amountMinor: -BigInt(operation.grossMinor),
      currency: operation.currency,
      receivedOn: new Date().toISOString().slice(0, 10),
      reference,
    })
    .onConflictDoNothing();
  // an overpayment or a payment of a credited invoice has been returned
  const { invoiceId: id, currency } = operation;
  if ((await paidMinorOf(db, { id, currency })) === 0n) await closeDifferences(db, id, "refunded");
}

/**
 * When Stripe does not collect, the document is sent anyway, payable by bank transfer. The
 * operation is listed on the overview until it is retried (overview/attention.ts).
 */
async function renderWithoutPaymentLink(db: TenantWrite, operation: Operation): Promise<void> {
  if ("invoiceId" in operation && operation.kind !== "credit_note.create") await renderNow(db, operation.invoiceId);
}

/**
 * Renders at once: the document was waiting for its payment link (billing/send-out-document.ts).
 */
const renderNow = (db: TenantWrite, invoiceId: string): Promise<void> =>
  putJob(db, "invoice.render", { tenantId: db.tenantId, invoiceId }, { key: `invoice.render:${invoiceId}` });

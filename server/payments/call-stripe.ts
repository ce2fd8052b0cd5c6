import { eq } from "drizzle-orm";
import { invoices } from "@/db/schema/invoices";
import { billingAccounts } from "@/db/schema/billing-accounts";
import { readTenant } from "@/db/tenant";
import type { CallResult, LeasedOperation } from "@/server/payments/operation";
import {
  addInvoiceLines,
  createCreditNote,
  createCustomer,
  createInvoice,
  finalizeInvoice,
  type Labels,
  markPaidOutOfBand,
  type StripeInvoice,
} from "@/server/payments/stripe";
import { toStripeAmount } from "@/server/payments/stripe-amount";

/** Makes the call of an operation, under its idempotency key. @throws StripeFailure */
export async function callStripe(leased: LeasedOperation): Promise<CallResult> {
  const { operation, idempotencyKey: key, tenantId } = leased;
  const labels = labelsOf(leased);
  switch (operation.kind) {
    case "customer.create":
      return { verdict: "done", objectId: await createCustomer(operation, labels, key) };
    case "invoice.create": {
      const customer = await customerOf(tenantId, operation.accountId);
      return { verdict: "done", objectId: (await createInvoice(operation, customer, labels, key)).id };
    }
    case "invoice.add_lines": {
      const filled = await addInvoiceLines(
        operation,
        await stripeInvoiceOf(tenantId, operation.invoiceId),
        labels,
        key,
      );
      return checkTotal(filled, filled.total, operation);
    }
    case "invoice.finalize": {
      const open = await finalizeInvoice(await stripeInvoiceOf(tenantId, operation.invoiceId), key);
      const checked = checkTotal(open, open.amountDue, operation);
      return checked.verdict === "done" ? { ...checked, paymentUrl: open.hostedUrl } : checked;
    }
    case "invoice.pay_out_of_band": {
      const paid = await markPaidOutOfBand(await stripeInvoiceOf(tenantId, operation.invoiceId), key);
      return { verdict: "done", objectId: paid.id };
    }
    case "credit_note.create": {
      const note = await createCreditNote(operation, await stripeInvoiceOf(tenantId, operation.invoiceId), labels, key);
      return { verdict: "done", objectId: note.id, refundId: note.refundId };
    }
  }
}

/** Labels of every object at Stripe that an operation creates. */
export function labelsOf({ id, tenantId, operation }: LeasedOperation): Labels {
  if (operation.kind === "customer.create") return { tenant: tenantId, op: id, account: operation.accountId };
  return { tenant: tenantId, op: id, invoice: operation.invoiceId };
}

/** Stripe's total must equal our document's to the cent; otherwise the invoice must not be sent. */
export function checkTotal(
  invoice: StripeInvoice,
  amount: number,
  { grossMinor, currency }: { grossMinor: string; currency: string },
): CallResult {
  const ours = toStripeAmount(BigInt(grossMinor), currency);
  if (ours === amount && invoice.currency === currency) return { verdict: "done", objectId: invoice.id };
  return {
    verdict: "final",
    message: `Stripe's total is ${amount} ${invoice.currency}, the document says ${ours} ${currency}.`,
    code: "total_differs",
    requestId: null,
  };
}

const customerOf = (tenantId: string, accountId: string): Promise<string> =>
  readTenant(tenantId, async (db) => {
    const [account] = await db.select().from(billingAccounts).where(eq(billingAccounts.id, accountId));
    if (!account?.stripeCustomerId) throw new Error("the account has no customer at Stripe yet");
    return account.stripeCustomerId;
  });

/**
 * Stripe's id of an invoice; throws when there is none yet, which the order of operations excludes.
 */
export const stripeInvoiceOf = (tenantId: string, invoiceId: string): Promise<string> =>
  readTenant(tenantId, async (db) => {
    const [invoice] = await db.select().from(invoices).where(eq(invoices.id, invoiceId));
    if (!invoice?.stripeInvoiceId) throw new Error("the invoice is not at Stripe yet");
    return invoice.stripeInvoiceId;
  });

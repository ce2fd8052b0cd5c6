import { checkTotal, stripeInvoiceOf } from "@/server/payments/call-stripe";
import type { CallResult, LeasedOperation } from "@/server/payments/operation";
import { findCreditNote, findCreated, hasLinesOf, retrieveInvoice } from "@/server/payments/stripe";

/**
 * Determines the outcome of a call with an unknown response: by known id, else by the label `op`
 * among objects created since. A found object is adopted; a provably absent one is planned again
 * under the next key.
 * @throws StripeFailure when Stripe cannot be reached
 */
export async function resolveOperation(leased: LeasedOperation): Promise<CallResult> {
  const { operation, id, tenantId, plannedAt } = leased;
  switch (operation.kind) {
    case "customer.create":
      return foundResult(await findCreated("customer", plannedAt, id));
    case "invoice.create":
      return foundResult(await findCreated("invoice", plannedAt, id));
    case "invoice.add_lines": {
      const stripeId = await stripeInvoiceOf(tenantId, operation.invoiceId);
      if (!(await hasLinesOf(stripeId, id))) return { verdict: "absent" };
      const filled = await retrieveInvoice(stripeId);
      return checkTotal(filled, filled.total, operation);
    }
    case "invoice.finalize": {
      const invoice = await retrieveInvoice(await stripeInvoiceOf(tenantId, operation.invoiceId));
      if (invoice.status === "draft") return { verdict: "absent" };
      // a customer's balance at Stripe may have been applied; of a paid invoice only the payment
      // counts
      const checked =
        invoice.status === "open" ? checkTotal(invoice, invoice.amountDue, operation) : foundResult(invoice.id);
      return checked.verdict === "done" ? { ...checked, paymentUrl: invoice.hostedUrl } : checked;
    }
    case "invoice.pay_out_of_band": {
      const invoice = await retrieveInvoice(await stripeInvoiceOf(tenantId, operation.invoiceId));
      return foundResult(invoice.status === "paid" ? invoice.id : null);
    }
    case "credit_note.create": {
      const note = await findCreditNote(await stripeInvoiceOf(tenantId, operation.invoiceId), id);
      return note ? { verdict: "done", objectId: note.id, refundId: note.refundId } : { verdict: "absent" };
    }
  }
}

const foundResult = (objectId: string | null): CallResult =>
  objectId === null ? { verdict: "absent" } : { verdict: "done", objectId };

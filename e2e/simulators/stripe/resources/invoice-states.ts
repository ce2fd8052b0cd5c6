import type Stripe from "stripe";
import { invalid } from "../base/refuse";
import { newId, type Unit } from "../base/unit";
import { idOf, type Tables, type Wire } from "../base/wire";
import { confirmIntent, minimumCharge, newIntent } from "./confirm-intent";
import { markPaid, openInvoicePayment, paymentOfInvoice } from "./invoice-payments";
import { withTotals } from "./invoice-lines";
import { cancelIntent } from "./payment-intents";

type Invoice = Tables["invoices"];

/**
 * `draft → open`, or directly to `paid` when nothing is left to charge. Amounts are fixed from now
 * on.
 */
export function finalize(unit: Unit, draft: Invoice, autoAdvance?: boolean): Invoice {
  if (draft.status !== "draft") {
    const message = "This invoice is already finalized, you can't re-finalize a non-draft invoice.";
    throw invalid(message, { code: "invoice_not_editable" });
  }
  const customer = unit.need("customers", idOf(draft.customer) ?? "");
  const { applied, carried } = applyBalance(draft, customer.balance);
  const open: Invoice = {
    ...applied,
    auto_advance: autoAdvance ?? draft.auto_advance ?? false,
    effective_at: draft.effective_at ?? unit.now,
    ending_balance: carried,
    hosted_invoice_url: `/i/${unit.account}/${draft.id}/${newId("k").slice(2)}`,
    number:
      draft.number ??
      `${customer.invoice_prefix ?? ""}-${String(customer.next_invoice_sequence ?? 1).padStart(4, "0")}`,
    status: "open",
    status_transitions: { ...draft.status_transitions, finalized_at: unit.now },
  };
  const next = (customer.next_invoice_sequence ?? 1) + (draft.number ? 0 : 1);
  unit.put("customers", { ...customer, balance: carried, currency: draft.currency, next_invoice_sequence: next });
  unit.put("invoices", open);
  unit.emit("invoice.finalized", "invoices", open);
  if (open.amount_due === 0) return markPaid(unit, open);
  requestPayment(unit, open);
  return open;
}

/**
 * Applies the customer's credit (negative) or debt (positive) to the invoice. An amount below the
 * minimum charge is not collected: the invoice counts as paid and the balance carries the amount
 * over.
 */
function applyBalance(draft: Invoice, balance: number): { applied: Invoice; carried: number } {
  const owed = draft.total + balance;
  if (owed <= 0) return { applied: withTotals({ ...draft, starting_balance: balance }), carried: owed };
  if (owed >= minimumCharge(draft.currency))
    return { applied: withTotals({ ...draft, starting_balance: balance }), carried: 0 };
  const applied = withTotals({ ...draft, starting_balance: balance });
  return { applied: { ...applied, amount_due: 0, amount_remaining: 0 }, carried: owed };
}

function requestPayment(unit: Unit, invoice: Invoice): void {
  const intent = newIntent(unit, {
    amount: invoice.amount_remaining,
    currency: invoice.currency,
    customer: idOf(invoice.customer),
    description: `Payment for Invoice ${invoice.number ?? invoice.id}`,
    payment_method_types: ["card", "sepa_debit"],
  });
  unit.put("payment_intents", intent);
  unit.emit("payment_intent.created", "payment_intents", intent);
  openInvoicePayment(unit, invoice, intent.id);
}

export function send(unit: Unit, invoice: Invoice): Invoice {
  if (invoice.collection_method !== "send_invoice") {
    throw invalid("You can only manually send an invoice if its collection method is 'send_invoice'.");
  }
  if (!invoice.customer_email) throw invalid("The customer has no email address to send this invoice to.");
  const open = invoice.status === "draft" ? finalize(unit, invoice) : invoice;
  if (open.status !== "open" && open.status !== "paid") throw wrongState(invoice, "sent");
  unit.emit("invoice.sent", "invoices", open);
  return open;
}

/**
 * Collects payment for an open invoice, or records that it came another way (`paid_out_of_band`).
 */
export function pay(unit: Unit, invoice: Invoice, params: Wire<Stripe.InvoicePayParams>): Invoice {
  const open = invoice.status === "draft" ? finalize(unit, invoice) : invoice;
  if (open.status === "paid") {
    if (invoice.status === "draft") return open;
    throw invalid("Invoice is already paid", { code: "invoice_already_paid" });
  }
  if (open.status !== "open" && open.status !== "uncollectible") throw wrongState(open, "paid");
  const payment = paymentOfInvoice(unit, open.id);
  const intent = unit.need("payment_intents", idOf(payment?.payment.payment_intent) ?? "");
  if (params.paid_out_of_band) {
    endPayment(unit, open.id, "abandoned");
    return markPaid(unit, { ...open, amount_paid: open.amount_due });
  }
  const customer = unit.need("customers", idOf(open.customer) ?? "");
  const method =
    params.payment_method ??
    idOf(open.default_payment_method) ??
    idOf(customer.invoice_settings.default_payment_method);
  if (!method) {
    const message =
      "There is no default payment method set on this Customer. Please set one, or pass a payment_method.";
    throw invalid(message, { code: "missing" });
  }
  confirmIntent(unit, intent, method, { offSession: params.off_session ?? true, errorOnAction: false });
  return unit.need("invoices", open.id);
}

export function voidInvoice(unit: Unit, invoice: Invoice): Invoice {
  if (invoice.status !== "open" && invoice.status !== "uncollectible") throw wrongState(invoice, "voided");
  endPayment(unit, invoice.id, "void_invoice");
  const ended = unit.put("invoices", {
    ...invoice,
    amount_remaining: 0,
    status: "void",
    status_transitions: { ...invoice.status_transitions, voided_at: unit.now },
  });
  unit.emit("invoice.voided", "invoices", ended);
  return ended;
}

export function markUncollectible(unit: Unit, invoice: Invoice): Invoice {
  if (invoice.status !== "open") throw wrongState(invoice, "marked uncollectible");
  const lost = unit.put("invoices", {
    ...invoice,
    status: "uncollectible",
    status_transitions: { ...invoice.status_transitions, marked_uncollectible_at: unit.now },
  });
  unit.emit("invoice.marked_uncollectible", "invoices", lost);
  return lost;
}

/** After a smaller amount due, reduces the open intent, or cancels it at zero. */
export function reduceAmountDue(unit: Unit, invoice: Invoice): void {
  const intent = unit.get("payment_intents", idOf(paymentOfInvoice(unit, invoice.id)?.payment.payment_intent) ?? "");
  if (!intent || intent.status === "succeeded" || intent.status === "canceled") return;
  if (invoice.amount_remaining === 0) {
    endPayment(unit, invoice.id, "abandoned");
    markPaid(unit, invoice);
  } else {
    unit.put("payment_intents", { ...intent, amount: invoice.amount_remaining });
  }
}

function endPayment(unit: Unit, invoice: string, reason: "abandoned" | "void_invoice"): void {
  const payment = paymentOfInvoice(unit, invoice);
  if (!payment || payment.status !== "open") return;
  const transitions = { ...payment.status_transitions, canceled_at: unit.now };
  unit.put("invoice_payments", { ...payment, status: "canceled", status_transitions: transitions });
  cancelIntent(unit, unit.need("payment_intents", idOf(payment.payment.payment_intent) ?? ""), reason);
}

const wrongState = (invoice: Invoice, verb: string) =>
  invalid(`An invoice that is ${invoice.status} cannot be ${verb}.`, { code: "status_transition_invalid" });

import { list, type Endpoint } from "../base/endpoint";
import { newId, type Unit } from "../base/unit";
import { idOf, type Tables } from "../base/wire";

type Invoice = Tables["invoices"];
type InvoicePayment = Tables["invoice_payments"];

export const invoicePayments: Record<string, Endpoint> = {
  "InvoicePayments.list": list("invoice_payments", ["created", "invoice", "status"]),
};

/** The link between an invoice and the intent that will pay it. */
export function openInvoicePayment(unit: Unit, invoice: Invoice, intent: string): InvoicePayment {
  return unit.put("invoice_payments", {
    id: newId("inpay"),
    object: "invoice_payment",
    amount_paid: null,
    amount_requested: invoice.amount_remaining,
    created: unit.now,
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { type: "payment_intent", payment_intent: intent },
    status: "open",
    status_transitions: { canceled_at: null, paid_at: null },
  });
}

export function paymentOfInvoice(unit: Unit, invoice: string): InvoicePayment | undefined {
  return unit
    .all("invoice_payments")
    .findLast((payment) => payment.invoice === invoice && payment.status !== "canceled");
}

/** Called when an intent succeeded: an invoice that it pays is now paid. */
export function markInvoicePaid(unit: Unit, intent: string, received: number): void {
  const payment = unit.all("invoice_payments").find((one) => idOf(one.payment.payment_intent) === intent);
  if (!payment || payment.status !== "open") return;
  const paid: InvoicePayment = {
    ...payment,
    amount_paid: received,
    status: "paid",
    status_transitions: { ...payment.status_transitions, paid_at: unit.now },
  };
  unit.put("invoice_payments", paid);
  unit.emit("invoice_payment.paid", "invoice_payments", paid);
  const invoice = unit.need("invoices", idOf(payment.invoice) ?? "");
  markPaid(unit, { ...invoice, amount_paid: invoice.amount_paid + received });
}

export function failInvoiceOf(unit: Unit, intent: string): void {
  const payment = unit.all("invoice_payments").find((one) => idOf(one.payment.payment_intent) === intent);
  if (!payment || payment.status !== "open") return;
  const invoice = unit.need("invoices", idOf(payment.invoice) ?? "");
  const tried = unit.put("invoices", { ...invoice, attempted: true, attempt_count: invoice.attempt_count + 1 });
  unit.emit("invoice.payment_failed", "invoices", tried);
}

/** `open → paid`, with the events that Stripe sends for it. */
export function markPaid(unit: Unit, invoice: Invoice): Invoice {
  const paid = unit.put("invoices", {
    ...invoice,
    amount_remaining: 0,
    attempted: true,
    attempt_count: invoice.attempt_count + 1,
    status: "paid",
    status_transitions: { ...invoice.status_transitions, paid_at: unit.now },
  });
  unit.emit("invoice.updated", "invoices", paid);
  unit.emit("invoice.paid", "invoices", paid);
  unit.emit("invoice.payment_succeeded", "invoices", paid);
  return paid;
}

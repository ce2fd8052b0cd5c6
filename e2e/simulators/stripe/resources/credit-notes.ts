import type Stripe from "stripe";
import { endpoint, list, mergeMetadata, page, PAGING, retrieve, type Endpoint } from "../base/endpoint";
import { invalid } from "../base/refuse";
import { newId, type Unit } from "../base/unit";
import { idOf, type Tables, type Wire } from "../base/wire";
import { creditLines, taxesOf, type CreditLine } from "./credit-note-lines";
import { sumTaxesByRate, sum, withTotals } from "./invoice-lines";
import { paymentOfInvoice } from "./invoice-payments";
import { reduceAmountDue } from "./invoice-states";
import { refundCharge } from "./refunds";

type CreditNote = Tables["credit_notes"];
type Invoice = Tables["invoices"];
type CreateParams = Wire<Stripe.CreditNoteCreateParams>;

const SUPPORTED_PARAMS = [
  "invoice",
  "amount",
  "credit_amount",
  "effective_at",
  "email_type",
  "lines",
  "memo",
  "metadata",
  "out_of_band_amount",
  "reason",
  "refund_amount",
  "refunds",
] as const;

export const creditNotes: Record<string, Endpoint> = {
  "CreditNotes.create": endpoint<CreateParams>(SUPPORTED_PARAMS, create),
  "CreditNotes.preview": endpoint<CreateParams>(SUPPORTED_PARAMS, (unit, params) => draftCreditNote(unit, params).note),
  "CreditNotes.retrieve": retrieve("credit_notes"),
  "CreditNotes.list": list("credit_notes", ["created", "customer", "invoice"]),
  "CreditNotes.listLineItems": endpoint<Wire<Stripe.CreditNoteListLineItemsParams>>([...PAGING], (unit, params, id) =>
    page(unit.need("credit_notes", id).lines.data, params, `/v1/credit_notes/${id}/lines`),
  ),
};

function create(unit: Unit, params: CreateParams): CreditNote {
  const { note, invoice } = draftCreditNote(unit, params);
  const issued =
    note.type === "pre_payment" ? creditOpen(unit, invoice, note) : creditPaid(unit, invoice, note, params);
  unit.put("credit_notes", issued);
  unit.emit("credit_note.created", "credit_notes", issued);
  return issued;
}

/** The credit note as it would be issued; no money moves yet. */
function draftCreditNote(unit: Unit, params: CreateParams): { note: CreditNote; invoice: Invoice } {
  const invoice = unit.need("invoices", params.invoice, "invoice");
  if (invoice.status !== "open" && invoice.status !== "paid" && invoice.status !== "uncollectible") {
    throw invalid(`You cannot credit an invoice that is ${invoice.status}.`, { param: "invoice" });
  }
  const earlier = unit
    .all("credit_notes")
    .filter((note) => idOf(note.invoice) === invoice.id && note.status === "issued");
  const id = newId("cn");
  const lines = creditLines(unit, invoice, params);
  const note = makeCreditNote(unit, invoice, id, lines, params, earlier.length + 1);
  const left = invoice.total - sum(earlier.map((one) => one.total));
  if (note.total < 1) throw invalid("A credit note must credit a positive amount.", { param: "amount" });
  if (note.total > left) {
    throw invalid(`The credit note amount (${note.total}) is greater than what is left to credit (${left}).`, {
      param: "amount",
    });
  }
  refuseUnbalanced(unit, note, params);
  return { note, invoice };
}

function makeCreditNote(
  unit: Unit,
  invoice: Invoice,
  id: string,
  lines: CreditLine[],
  params: CreateParams,
  ordinal: number,
): CreditNote {
  const taxes = sumTaxesByRate(lines.flatMap((line) => line.taxes ?? []));
  const { inclusive, exclusive } = taxesOf(taxes);
  const subtotal = sum(lines.map((line) => line.amount));
  const total = subtotal + exclusive;
  const isPaid = invoice.status === "paid";
  return {
    id,
    object: "credit_note",
    amount: total,
    amount_shipping: 0,
    created: unit.now,
    currency: invoice.currency,
    customer: idOf(invoice.customer) ?? "",
    customer_account: null,
    customer_balance_transaction: null,
    discount_amount: 0,
    discount_amounts: [],
    effective_at: params.effective_at ?? unit.now,
    invoice: invoice.id,
    lines: { object: "list", data: lines, has_more: false, url: `/v1/credit_notes/${id}/lines` },
    livemode: false,
    memo: params.memo ?? null,
    metadata: mergeMetadata({}, params.metadata),
    number: `${invoice.number}-CN-${String(ordinal).padStart(2, "0")}`,
    out_of_band_amount: params.out_of_band_amount ?? null,
    pdf: invoice.hosted_invoice_url ?? "",
    post_payment_amount: isPaid ? total : 0,
    pre_payment_amount: isPaid ? 0 : total,
    pretax_credit_amounts: [],
    reason: params.reason ?? null,
    refunds: [],
    shipping_cost: null,
    status: "issued",
    subtotal,
    subtotal_excluding_tax: subtotal - inclusive,
    total,
    total_excluding_tax: subtotal - inclusive,
    total_taxes: taxes,
    type: isPaid ? "post_payment" : "pre_payment",
    voided_at: null,
  };
}

/**
 * After payment, the amounts refunded by card, credited to the balance and paid outside Stripe must
 * sum to the note.
 */
function refuseUnbalanced(unit: Unit, note: CreditNote, params: CreateParams): void {
  const linked = (params.refunds ?? []).map((one) => {
    if (!one.refund) throw invalid("Each of refunds needs a refund.", { code: "parameter_missing", param: "refunds" });
    return one.amount_refunded ?? unit.need("refunds", one.refund, "refunds").amount;
  });
  const returnedAmount = sum([
    params.refund_amount ?? 0,
    params.credit_amount ?? 0,
    params.out_of_band_amount ?? 0,
    ...linked,
  ]);
  if (note.type === "pre_payment" && returnedAmount > 0) {
    throw invalid("You cannot refund or credit an invoice that is not paid yet.", { param: "refund_amount" });
  }
  if (note.type === "post_payment" && returnedAmount !== note.total) {
    throw invalid(
      `The sum of credit amount, refund amount, refunds and out of band amount (${returnedAmount}) must equal the credit note amount (${note.total}).`,
    );
  }
}

function creditOpen(unit: Unit, invoice: Invoice, note: CreditNote): CreditNote {
  const credited = invoice.pre_payment_credit_notes_amount + note.total;
  const reduced = unit.put("invoices", withTotals({ ...invoice, pre_payment_credit_notes_amount: credited }));
  unit.emit("invoice.updated", "invoices", reduced);
  reduceAmountDue(unit, reduced);
  return note;
}

function creditPaid(unit: Unit, invoice: Invoice, note: CreditNote, params: CreateParams): CreditNote {
  const credited = invoice.post_payment_credit_notes_amount + note.total;
  unit.put("invoices", { ...invoice, post_payment_credit_notes_amount: credited });
  const linked = (params.refunds ?? []).map(({ refund = "", amount_refunded: amount }) => ({
    amount_refunded: amount ?? unit.need("refunds", refund).amount,
    payment_record_refund: null,
    refund,
    type: "refund" as const,
  }));
  const made = params.refund_amount ? [refundOf(unit, invoice, note, params.refund_amount)] : [];
  const refunds = [...linked, ...made];
  if (!params.credit_amount) return { ...note, refunds };
  const customer = unit.need("customers", idOf(invoice.customer) ?? "");
  unit.put("customers", { ...customer, balance: customer.balance - params.credit_amount });
  return { ...note, refunds, customer_balance_transaction: newId("cbtxn") };
}

function refundOf(unit: Unit, invoice: Invoice, note: CreditNote, amount: number) {
  const intent = idOf(paymentOfInvoice(unit, invoice.id)?.payment.payment_intent);
  const charge = intent && idOf(unit.need("payment_intents", intent).latest_charge);
  if (!charge) {
    const message = "This invoice was not paid through Stripe: credit it with out_of_band_amount or credit_amount.";
    throw invalid(message, { param: "refund_amount" });
  }
  const metadata = { credit_note: note.id };
  const refund = refundCharge(unit, unit.need("charges", charge), amount, {
    metadata,
    reason: "requested_by_customer",
  });
  return { amount_refunded: amount, payment_record_refund: null, refund: refund.id, type: "refund" as const };
}

/**
 * The states of a document: draft → issued → paid | credited. A numbered document is never voided.
 */
export type InvoiceState = "draft" | "issued" | "paid" | "credited";

/**
 * "settled": payments cover the whole amount. "unsettled": a payment was taken back. "credited": a
 * credit note over the whole amount was issued.
 */
export type InvoiceEvent = "issued" | "settled" | "unsettled" | "credited";

const NEXT: Readonly<Record<InvoiceState, Partial<Record<InvoiceEvent, InvoiceState>>>> = {
  draft: { issued: "issued" },
  issued: { settled: "paid", credited: "credited" },
  paid: { unsettled: "issued", credited: "credited" },
  credited: {},
};

/** The state after the event; null where the event cannot happen and the caller refuses. */
export function nextInvoiceState(state: InvoiceState, event: InvoiceEvent): InvoiceState | null {
  return NEXT[state][event] ?? null;
}

/** Only a draft may be deleted or rebuilt. */
export function mayRebuild(state: InvoiceState): boolean {
  return state === "draft";
}

/**
 * Overdue is not a stored state: an issued invoice is overdue once its due date ("YYYY-MM-DD",
 * local to the issuer) has passed.
 */
export function isOverdue(invoice: { state: InvoiceState; dueDate: string | null }, today: string): boolean {
  return invoice.state === "issued" && invoice.dueDate !== null && invoice.dueDate < today;
}

/** The unpaid amount, never below zero. */
export function outstandingMinor(invoice: { state: InvoiceState; grossMinor: bigint }, paidMinor: bigint): bigint {
  if (invoice.state !== "issued") return 0n;
  return paidMinor < invoice.grossMinor ? invoice.grossMinor - paidMinor : 0n;
}

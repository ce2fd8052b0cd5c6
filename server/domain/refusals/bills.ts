import { refusal } from "./refusal-fact";

/** Refusals about billing runs, invoices and payments. */
export const BILLS_REFUSALS = {
  invoice_not_found: refusal(
    "NOT_FOUND",
    "There is no such invoice.",
    "requester",
    "Check the id: it may be mistyped, removed, or another operator's.",
  ),
  billing_run_not_found: refusal(
    "NOT_FOUND",
    "There is no such billing run.",
    "requester",
    "Check the id: it may be mistyped, removed, or another operator's.",
  ),
  payment_operation_not_found: refusal(
    "NOT_FOUND",
    "There is no such operation.",
    "requester",
    "Check the id: it may be mistyped, removed, or another operator's.",
  ),
  month_not_begun: refusal(
    "INVALID",
    "{month} has not begun in {timeZone}.",
    "requester",
    "Choose a month that has begun.",
  ),
  month_not_over: refusal(
    "CONFLICT",
    "{month} is not over in {timeZone}. It can be billed up to now instead.",
    "requester",
    "Bill up to now, or wait for the end of the month.",
  ),
  nothing_to_bill: refusal(
    "CONFLICT",
    "There is nothing to bill for {month}.",
    "requester",
    "Nothing to do: no charge record is unbilled.",
  ),
  billing_run_issued: refusal(
    "CONFLICT",
    "All invoices of {run} are issued already.",
    "requester",
    "Nothing to do: all invoices of the run are issued.",
  ),
  invoice_issued: refusal(
    "CONFLICT",
    "Invoice {number} is already issued.",
    "requester",
    "Nothing to do: the invoice is issued.",
  ),
  invoice_not_discardable: refusal(
    "CONFLICT",
    "Invoice {number} is issued: it can be credited, not discarded.",
    "requester",
    "Credit the invoice instead.",
  ),
  invoice_credited: refusal("CONFLICT", "Invoice {number} is credited already.", "requester", "Open its credit note."),
  draft_not_creditable: refusal(
    "CONFLICT",
    "A draft is discarded, not credited.",
    "requester",
    "Discard the draft instead.",
  ),
  credit_note_not_creditable: refusal(
    "CONFLICT",
    "A credit note cannot itself be credited.",
    "requester",
    "Issue a new invoice instead.",
  ),
  credit_note_not_payable: refusal(
    "CONFLICT",
    "A credit note is not paid.",
    "requester",
    "Record the payment at the invoice.",
  ),
  no_payment_open: refusal(
    "CONFLICT",
    "This invoice is {state}: no payment is open.",
    "requester",
    "Read the invoice again.",
  ),
  amount_malformed: refusal(
    "INVALID",
    "“{amount}” is not an amount of {currency}.",
    "requester",
    "Write the amount with the decimals of its currency.",
  ),
  amount_not_open_amount: refusal(
    "INVALID",
    "The open amount is {open}; a part of it, or more than it, cannot be recorded yet.",
    "requester",
    "Record exactly the open amount.",
  ),
  document_date_backwards: refusal(
    "CONFLICT",
    "The last document of this series is dated {last}; a new one cannot be dated {wanted}.",
    "deployment",
    "Check the clock: numbers and dates of a series rise together.",
  ),
  draft_without_document: refusal(
    "CONFLICT",
    "A draft has no document yet: issue it first.",
    "requester",
    "Issue the invoice first.",
  ),
  document_pending: refusal(
    "UNAVAILABLE",
    "The document is being made. Try again in a moment.",
    "wait",
    "Try again in a moment.",
  ),
  document_exists: refusal(
    "CONFLICT",
    "The document is there already.",
    "requester",
    "Nothing to do: the document is there.",
  ),
  payment_operation_done: refusal(
    "CONFLICT",
    "Stripe has done this already.",
    "requester",
    "Nothing to do: Stripe has done it.",
  ),
} as const;

import type { InvoiceDocument, InvoiceLine, TaxSubtotal } from "@/server/domain/invoice/invoice";

/** Number and date of the credited invoice, BT-25 and BT-26. */
export type InvoiceReference = { number: string; issueDate: string };

export type CreditNote = InvoiceDocument & { kind: "credit-note"; refersTo: InvoiceReference };

/**
 * Credits a whole invoice: every amount and every attribute negated, same rates, same records, so
 * that both add up to zero, energy included. A charge record is never credited in part; a changed
 * amount needs a credit note and a new invoice.
 * @throws RangeError on a credit note
 */
export function creditNoteFor(invoice: InvoiceDocument, refersTo: InvoiceReference, issueDate?: string): CreditNote {
  if (invoice.kind !== "invoice") throw new RangeError("only an invoice can be credited");
  return {
    ...invoice,
    kind: "credit-note",
    refersTo,
    issueDate: issueDate ?? null,
    dueDate: null,
    lines: invoice.lines.map(negatedLine),
    taxSubtotals: invoice.taxSubtotals.map(negatedSubtotal),
    netMinor: -invoice.netMinor,
    taxMinor: -invoice.taxMinor,
    grossMinor: -invoice.grossMinor,
  };
}

function negatedLine(line: InvoiceLine): InvoiceLine {
  return { ...negatedAmounts(line), energyMilliWh: -line.energyMilliWh, sessionCount: -line.sessionCount };
}

function negatedSubtotal(subtotal: TaxSubtotal): TaxSubtotal {
  return negatedAmounts(subtotal);
}

function negatedAmounts<T extends { netMinor: bigint; taxMinor: bigint; grossMinor: bigint }>(row: T): T {
  return { ...row, netMinor: -row.netMinor, taxMinor: -row.taxMinor, grossMinor: -row.grossMinor };
}

import type { InvoiceDocument, InvoiceLine, TaxSubtotal } from "@/server/domain/invoice/invoice";

/** The number and date of the invoice that is taken back, BT-25 and BT-26. */
export type InvoiceReference = { number: string; issueDate: string };

export type CreditNote = InvoiceDocument & { kind: "credit-note"; refersTo: InvoiceReference };

/**
 * Takes back a whole invoice: every amount and every attribute negated, same rates, same records,
 * so that invoice and credit note add up to nothing, energy included. There is no partial credit of
 * a charge record; a changed amount is a credit note and a new invoice. Throws RangeError when
 * asked to credit a credit note.
 */
export function creditNoteFor(invoice: InvoiceDocument, refersTo: InvoiceReference, issueDate?: string): CreditNote {
  if (invoice.kind !== "invoice") throw new RangeError("Only an invoice can be credited");
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

import type Stripe from "stripe";
import { mergeMetadata } from "../base/endpoint";
import { invalid, notSupported } from "../base/refuse";
import { newId, type Unit } from "../base/unit";
import type { Tables, Wire } from "../base/wire";
import { ratedTaxes, sum, type Line } from "./invoice-lines";

type Invoice = Tables["invoices"];
type CreateParams = Wire<Stripe.CreditNoteCreateParams>;
type LineParams = NonNullable<CreateParams["lines"]>[number];
type Tax = NonNullable<Line["taxes"]>[number];

export type CreditLine = Wire<Stripe.CreditNoteLineItem>;

/**
 * The lines of a credit note: the given ones, or one that credits `amount` of the whole invoice.
 */
export function creditLines(unit: Unit, invoice: Invoice, params: CreateParams): CreditLine[] {
  if ((params.amount === undefined) === (params.lines === undefined)) {
    throw invalid("Exactly one of amount and lines must be given.", { param: "amount" });
  }
  if (params.amount !== undefined) {
    return [blankLine({ amount: params.amount, description: "Credit", type: "custom_line_item" })];
  }
  return (params.lines ?? []).map((line, index) =>
    line.type === "invoice_line_item"
      ? creditOfLine(unit, invoice, line, `lines[${index}]`)
      : customLine(unit, line, `lines[${index}]`),
  );
}

function creditOfLine(unit: Unit, invoice: Invoice, params: LineParams, param: string): CreditLine {
  const line = invoice.lines.data.find((one) => one.id === params.invoice_line_item);
  if (!line) {
    const message = `No such invoice line item on this invoice: '${params.invoice_line_item}'`;
    throw invalid(message, { code: "resource_missing", param: `${param}[invoice_line_item]` });
  }
  if (params.quantity !== undefined && params.quantity !== line.quantity)
    throw notSupported(`${param}[quantity] of a part`);
  const amount = params.amount ?? line.amount;
  const taxes = params.tax_amounts
    ? manualTaxes(unit, params)
    : (line.taxes ?? []).map((tax) => partOf(tax, amount, line.amount));
  return {
    ...blankLine({ amount, description: line.description, type: "invoice_line_item" }),
    invoice_line_item: line.id,
    metadata: mergeMetadata({}, params.metadata),
    quantity: line.quantity,
    taxes,
  };
}

function customLine(unit: Unit, params: LineParams, param: string): CreditLine {
  if (params.unit_amount === undefined || !params.description) {
    const message = `${param} needs a description and a unit_amount.`;
    throw invalid(message, { code: "parameter_missing", param: `${param}[unit_amount]` });
  }
  const quantity = params.quantity ?? 1;
  const amount = params.unit_amount * quantity;
  const rates = params.tax_rates ? params.tax_rates : [];
  return {
    ...blankLine({ amount, description: params.description, type: "custom_line_item" }),
    metadata: mergeMetadata({}, params.metadata),
    quantity,
    taxes: params.tax_amounts ? manualTaxes(unit, params) : ratedTaxes(unit, amount, rates),
    unit_amount: params.unit_amount,
    unit_amount_decimal: String(params.unit_amount),
  };
}

function manualTaxes(unit: Unit, params: LineParams): Tax[] {
  return (params.tax_amounts || []).map((tax) => {
    const rate = unit.need("tax_rates", tax.tax_rate, "tax_amounts");
    return {
      amount: tax.amount,
      tax_behavior: rate.inclusive ? "inclusive" : "exclusive",
      tax_rate_details: { tax_rate: rate.id },
      taxability_reason: "not_available",
      taxable_amount: tax.taxable_amount,
      type: "tax_rate_details",
    };
  });
}

/** The share of a line's tax for a part of its amount, rounded half up. */
function partOf(tax: Tax, amount: number, whole: number): Tax {
  return {
    ...tax,
    amount: share(tax.amount, amount, whole),
    taxable_amount: share(tax.taxable_amount ?? 0, amount, whole),
  };
}

function share(value: number, part: number, whole: number): number {
  if (whole === 0) return 0;
  const numerator = 2n * BigInt(value) * BigInt(part) + BigInt(whole);
  const denominator = 2n * BigInt(whole);
  return Number(numerator / denominator);
}

export function taxesOf(taxes: Tax[]): { inclusive: number; exclusive: number } {
  const inclusive = sum(taxes.filter((tax) => tax.tax_behavior === "inclusive").map((tax) => tax.amount));
  return { inclusive, exclusive: sum(taxes.map((tax) => tax.amount)) - inclusive };
}

function blankLine(fields: Pick<CreditLine, "amount" | "description" | "type">): CreditLine {
  return {
    id: newId("cnli"),
    object: "credit_note_line_item",
    discount_amount: 0,
    discount_amounts: [],
    livemode: false,
    metadata: {},
    pretax_credit_amounts: [],
    quantity: null,
    tax_rates: [],
    taxes: [],
    unit_amount: null,
    unit_amount_decimal: null,
    ...fields,
  };
}

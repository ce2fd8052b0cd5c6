import type Stripe from "stripe";
import { mergeMetadata } from "../base/endpoint";
import { invalid } from "../base/refuse";
import { newId, type Unit } from "../base/unit";
import { idOf, type Tables, type Wire } from "../base/wire";
import { rateForAmount, taxOf } from "./tax-rates";

type Invoice = Tables["invoices"];
type Item = Tables["invoiceitems"];
export type Line = Wire<Stripe.InvoiceLineItem>;
export type LineParams = Wire<Stripe.InvoiceAddLinesParams.Line>;
type Tax = NonNullable<Line["taxes"]>[number];

/** Stripe's limits: lines of an invoice, manual tax amounts of a line. */
const MAX_LINES = 250;
const MAX_TAX_AMOUNTS = 20;

/** The fields of a line before it belongs to an invoice. */
export type LineFields = {
  amount: number;
  description: string | null;
  metadata: Record<string, string>;
  period: { start: number; end: number };
  quantity: number;
  taxes: Tax[];
};

/** Returns the invoice with more lines at its end. */
export function withLines(unit: Unit, invoice: Invoice, added: { fields: LineFields; item: string }[]): Invoice {
  const lines = added.map(({ fields, item }) => newLine(invoice, fields, item));
  const data = [...invoice.lines.data, ...lines];
  if (data.length > MAX_LINES) throw invalid(`Invoices may have at most ${MAX_LINES} line items.`, { param: "lines" });
  const full: Invoice = { ...invoice, lines: { ...invoice.lines, data } };
  refuseMixedTaxes(unit, full);
  return withTotals(full);
}

function newLine(invoice: Invoice, fields: LineFields, item: string): Line {
  const inclusive = sum(fields.taxes.filter((tax) => tax.tax_behavior === "inclusive").map((tax) => tax.amount));
  return {
    id: newId("il"),
    object: "line_item",
    currency: invoice.currency,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice: invoice.id,
    livemode: false,
    parent: {
      invoice_item_details: { invoice_item: item, proration: false, proration_details: null, subscription: null },
      subscription_item_details: null,
      type: "invoice_item_details",
    },
    pretax_credit_amounts: [],
    pricing: null,
    quantity_decimal: String(fields.quantity),
    subscription: null,
    subtotal: fields.amount - inclusive,
    ...fields,
  };
}

/** A line from `add_lines`, with its manual tax amounts or with the rates that apply to it. */
export function fieldsOfLine(unit: Unit, params: LineParams, param: string): LineFields {
  if (params.amount === undefined)
    throw invalid(`Missing required param: ${param}[amount].`, { code: "parameter_missing" });
  const manual = params.tax_amounts ? params.tax_amounts : [];
  const rates = params.tax_rates ? params.tax_rates : [];
  if (manual.length && rates.length) throw mixedTaxes(`${param}[tax_amounts]`);
  if (manual.length > MAX_TAX_AMOUNTS) {
    throw invalid(`A line may carry at most ${MAX_TAX_AMOUNTS} tax amounts.`, { param: `${param}[tax_amounts]` });
  }
  return {
    amount: params.amount,
    description: params.description ?? null,
    metadata: mergeMetadata({}, params.metadata),
    period: params.period ?? { start: unit.now, end: unit.now },
    quantity: params.quantity ?? 1,
    taxes: [...manual.map((tax) => manualTax(unit, tax)), ...ratedTaxes(unit, params.amount, rates)],
  };
}

function manualTax(unit: Unit, tax: Exclude<LineParams["tax_amounts"], "" | null | undefined>[number]): Tax {
  const rate = rateForAmount(unit, tax.tax_rate_data);
  return {
    amount: tax.amount,
    tax_behavior: rate.inclusive ? "inclusive" : "exclusive",
    tax_rate_details: { tax_rate: rate.id },
    taxability_reason: tax.taxability_reason ?? "not_available",
    taxable_amount: tax.taxable_amount,
    type: "tax_rate_details",
  };
}

/**
 * Taxes by rate, rounded for each line. This is Stripe's default and why our invoices send amounts.
 */
export function ratedTaxes(unit: Unit, amount: number, rates: string[]): Tax[] {
  return rates.map((id) => {
    const rate = unit.need("tax_rates", id, "tax_rates");
    const tax = taxOf(amount, rate);
    return {
      amount: tax,
      tax_behavior: rate.inclusive ? "inclusive" : "exclusive",
      tax_rate_details: { tax_rate: id },
      taxability_reason: "standard_rated",
      taxable_amount: rate.inclusive ? amount - tax : amount,
      type: "tax_rate_details",
    };
  });
}

/** Sums of the lines: the amount owed before credits and payments. */
export function withTotals(invoice: Invoice): Invoice {
  const taxes = invoice.lines.data.flatMap((line) => line.taxes ?? []);
  const subtotal = sum(invoice.lines.data.map((line) => line.amount));
  const inclusive = sum(taxes.filter((tax) => tax.tax_behavior === "inclusive").map((tax) => tax.amount));
  const exclusive = sum(taxes.filter((tax) => tax.tax_behavior !== "inclusive").map((tax) => tax.amount));
  const total = subtotal + exclusive;
  const due = Math.max(0, total + invoice.starting_balance - invoice.pre_payment_credit_notes_amount);
  return {
    ...invoice,
    amount_due: due,
    amount_remaining: due - invoice.amount_paid,
    subtotal,
    subtotal_excluding_tax: subtotal - inclusive,
    total,
    total_excluding_tax: subtotal - inclusive,
    total_taxes: sumTaxesByRate(taxes),
  };
}

/** Taxes of the same rate and reason, added up. */
export function sumTaxesByRate(taxes: Tax[]): Tax[] {
  const byRate = new Map<string, Tax>();
  for (const tax of taxes) {
    const key = `${tax.tax_rate_details?.tax_rate} ${tax.taxability_reason}`;
    const before = byRate.get(key);
    const taxable = (before?.taxable_amount ?? 0) + (tax.taxable_amount ?? 0);
    byRate.set(key, { ...tax, amount: (before?.amount ?? 0) + tax.amount, taxable_amount: taxable });
  }
  return [...byRate.values()];
}

/** The fields of an invoice item that becomes a line. */
export function fieldsOfItem(unit: Unit, item: Item): LineFields {
  const rates = (item.tax_rates ?? []).map((rate) => rate.id);
  return {
    amount: item.amount,
    description: item.description,
    metadata: item.metadata ?? {},
    period: item.period,
    quantity: item.quantity,
    taxes: ratedTaxes(unit, item.amount, rates),
  };
}

/** Items of this customer and currency that wait for an invoice, oldest first. */
export function pendingItems(unit: Unit, customer: string, currency: string): Item[] {
  return unit
    .all("invoiceitems")
    .filter((item) => item.invoice === null && item.currency === currency && idOf(item.customer) === customer);
}

/**
 * A manual amount has an archived rate, a rated one an active rate; an invoice has only one kind.
 */
function refuseMixedTaxes(unit: Unit, invoice: Invoice): void {
  const taxes = invoice.lines.data.flatMap((line) => line.taxes ?? []);
  const rates = taxes.map((tax) => unit.get("tax_rates", tax.tax_rate_details?.tax_rate ?? "")?.active ?? false);
  if (rates.includes(true) && rates.includes(false)) throw mixedTaxes("lines");
}

const mixedTaxes = (param: string) =>
  invalid("You cannot set tax amounts on an invoice where any line has tax_rates.", { param });

export const sum = (amounts: number[]): number => amounts.reduce((total, amount) => total + amount, 0);

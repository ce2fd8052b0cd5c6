import { type Rational, compare, fromDecimal, rational, sub } from "@/server/domain/exact";
import type { ChargeRecordSummary, InvoiceDocument, InvoiceLine, TaxSubtotal } from "@/server/domain/invoice/invoice";
import { type InvoiceFinding, type TaxBuyer, type TaxDecision, decideTax } from "@/server/domain/invoice/tax";
import { roundTogether, vatOfGross, vatOfNet, withVat, withoutVat } from "@/server/domain/money";
import { type Period, addDays } from "@/server/domain/period";
import type { ComponentAmount, ComponentKind } from "@/server/domain/tariff/rating";
import type { PriceSide } from "@/server/domain/tariff/tariff";

export type InvoiceInput = {
  /** All in one currency and on one price side: see `splitForInvoicing`. */
  records: readonly ChargeRecordSummary[];
  account: TaxBuyer;
  legalEntity: { country: string };
  /**
   * The billed period. Records belong to the invoice by link, not by date: a late record may be
   * older.
   */
  period: Period;
  issueDate?: string;
  paymentTermsDays: number;
};

/**
 * Groups records that may share a document: one currency, one price side. In order of first
 * appearance.
 */
export function splitForInvoicing(records: readonly ChargeRecordSummary[]): ChargeRecordSummary[][] {
  return [...groupBy(records, ({ currency, priceSide }) => `${currency} ${priceSide}`).values()];
}

/**
 * The invoice over a set of charge records, which are added up and never rated again. NET: VAT is
 * computed on the sum of each tax category (EN 16931 BR-CO-17). GROSS: the shown and charged
 * amounts stay exact, VAT is taken out of the sum.
 * @throws RangeError on no records, mixed currencies or price sides, or a record given twice
 */
export function buildInvoice(input: InvoiceInput): InvoiceDocument {
  const { currency, priceSide } = commonTerms(input.records);
  const groups = taxGroups(input, priceSide);
  const taxSubtotals = groups.map(({ subtotal }) => subtotal);
  const total = (amount: (subtotal: TaxSubtotal) => bigint) => taxSubtotals.reduce((sum, row) => sum + amount(row), 0n);
  return {
    kind: "invoice",
    currency,
    priceSide,
    billingPeriod: input.period,
    servicePeriod: servicePeriod(input.records),
    issueDate: input.issueDate ?? null,
    dueDate: input.issueDate === undefined ? null : addDays(input.issueDate, input.paymentTermsDays),
    lines: groups.flatMap(({ lines }) => lines).map((line, index) => ({ no: index + 1, ...line })),
    taxSubtotals,
    netMinor: total(({ netMinor }) => netMinor),
    taxMinor: total(({ taxMinor }) => taxMinor),
    grossMinor: total(({ grossMinor }) => grossMinor),
    recordIds: input.records.map(({ id }) => id),
    findings: distinctFindings(groups.flatMap(({ findings }) => findings)),
  };
}

type Item = { record: ChargeRecordSummary; component: ComponentAmount; decision: TaxDecision };
type Line = Omit<InvoiceLine, "no">;
type Group = { subtotal: TaxSubtotal; lines: Line[]; findings: readonly InvoiceFinding[] };

/**
 * One group per tax category and rate, highest rate first; within it one line per country and kind
 * of component.
 */
function taxGroups({ records, account, legalEntity }: InvoiceInput, priceSide: PriceSide): Group[] {
  const items = records.flatMap((record) =>
    record.components.map((component): Item => {
      const { vatPercent } = component;
      const taxInput = { seller: legalEntity, buyer: account, siteCountry: record.siteCountry, vatPercent };
      return { record, component, decision: decideTax(taxInput) };
    }),
  );
  return [...groupBy(items, ({ decision }) => `${decision.category} ${decision.vatPercent}`).values()]
    .map((group) => taxGroup(group, priceSide))
    .sort((a, b) => compare(fromDecimal(b.subtotal.vatPercent), fromDecimal(a.subtotal.vatPercent)));
}

function taxGroup(items: readonly Item[], priceSide: PriceSide): Group {
  const [first] = items;
  if (!first) throw new RangeError("a tax group without items");
  const { category, vatPercent, wording } = first.decision;
  const isTaxed = category === "S" || category === "Z";
  // Under reverse charge the net amount is payable, whatever the price side.
  const side = isTaxed ? priceSide : "NET";
  const buckets = [
    ...groupBy(items, ({ record, component }) => `${record.siteCountry} ${component.kind}`).values(),
  ].sort(inReadingOrder);
  const priced = buckets.map((bucket) => sumOf(bucket, ({ component }) => amountOnSide(component, side)));
  const subtotal = { category, vatPercent, wording, ...amounts(total(priced), fromDecimal(vatPercent), side) };
  const vat = fromDecimal(vatPercent);
  const taxes = roundTogether(
    subtotal.taxMinor,
    priced.map((amount) => exactTax(amount, vat, side)),
  );
  const lines = buckets.map((bucket, index): Line => {
    const taxMinor = taxes[index] ?? 0n;
    const amount = priced[index] ?? 0n;
    const sides = side === "NET" ? [amount, amount + taxMinor] : [amount - taxMinor, amount];
    return {
      ...describe(bucket),
      category,
      vatPercent,
      netMinor: sides[0] ?? 0n,
      taxMinor,
      grossMinor: sides[1] ?? 0n,
    };
  });
  return { subtotal, lines, findings: items.flatMap(({ decision }) => decision.findings) };
}

function amounts(pricedMinor: bigint, vat: Rational, side: PriceSide) {
  if (side === "NET") {
    const taxMinor = vatOfNet(pricedMinor, vat);
    return { netMinor: pricedMinor, taxMinor, grossMinor: pricedMinor + taxMinor };
  }
  const taxMinor = vatOfGross(pricedMinor, vat);
  return { netMinor: pricedMinor - taxMinor, taxMinor, grossMinor: pricedMinor };
}

function describe(bucket: readonly Item[]): Pick<Line, "siteCountry" | "kind" | "energyMilliWh" | "sessionCount"> {
  const records = new Map(bucket.map(({ record }) => [record.id, record]));
  const kind = bucket[0]?.component.kind ?? "ADJUSTMENT";
  return {
    siteCountry: bucket[0]?.record.siteCountry ?? "",
    kind,
    energyMilliWh: kind === "ENERGY" ? sumOf([...records.values()], ({ energyMilliWh }) => energyMilliWh) : 0n,
    sessionCount: new Set([...records.values()].map(({ sessionId }) => sessionId)).size,
  };
}

function commonTerms(records: readonly ChargeRecordSummary[]): { currency: string; priceSide: PriceSide } {
  const [first] = records;
  if (!first) throw new RangeError("an invoice needs at least one charge record");
  if (splitForInvoicing(records).length > 1) throw new RangeError("one invoice, one currency and one price side");
  if (new Set(records.map(({ id }) => id)).size < records.length)
    throw new RangeError("a charge record is billed once");
  return first;
}

/**
 * First to last moment of delivery. A late record widens it, because membership is by link and not
 * by date.
 */
function servicePeriod(records: readonly ChargeRecordSummary[]): InvoiceDocument["servicePeriod"] {
  const starts = records.map(({ startedAtMs }) => startedAtMs);
  const ends = records.map(({ endedAtMs }) => endedAtMs);
  return {
    fromMs: starts.reduce((least, at) => (at < least ? at : least)),
    toMs: ends.reduce((greatest, at) => (at > greatest ? at : greatest)),
  };
}

const KIND_ORDER: readonly ComponentKind[] = ["ENERGY", "TIME", "PARKING", "FLAT", "RESERVATION", "ADJUSTMENT"];

function inReadingOrder(a: readonly Item[], b: readonly Item[]): number {
  const [left, right] = [describe(a), describe(b)];
  if (left.siteCountry !== right.siteCountry) return left.siteCountry < right.siteCountry ? -1 : 1;
  return KIND_ORDER.indexOf(left.kind) - KIND_ORDER.indexOf(right.kind);
}

function distinctFindings(findings: readonly InvoiceFinding[]): InvoiceFinding[] {
  return [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
}

function amountOnSide(component: ComponentAmount, side: PriceSide): bigint {
  return side === "NET" ? component.netMinor : component.grossMinor;
}

function exactTax(pricedMinor: bigint, vat: Rational, side: PriceSide): Rational {
  const amount = rational(pricedMinor);
  return side === "NET" ? sub(withVat(amount, vat), amount) : sub(amount, withoutVat(amount, vat));
}

function total(amountsMinor: readonly bigint[]): bigint {
  return amountsMinor.reduce((sum, amount) => sum + amount, 0n);
}

function sumOf<T>(items: readonly T[], amount: (item: T) => bigint): bigint {
  return items.reduce((sum, item) => sum + amount(item), 0n);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

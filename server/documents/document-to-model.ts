/** Converts between the domain's document and the stored model, which hold the same facts. */
import type { InvoiceModel } from "@/server/documents/invoice-model";
import type { InvoiceDocument, InvoiceLine, TaxSubtotal } from "@/server/domain/invoice/invoice";
import type { Period } from "@/server/domain/period";

type Amounts = { netMinor: bigint; taxMinor: bigint; grossMinor: bigint };

/** The part of a model that the domain computes. */
export type ComputedModel = Pick<
  InvoiceModel,
  | "kind"
  | "currency"
  | "anchor"
  | "servicePeriod"
  | "billingPeriod"
  | "lines"
  | "taxSubtotals"
  | "findings"
  | "netMinor"
  | "taxMinor"
  | "grossMinor"
>;

/** The stored form: amounts and energy as text, instants ISO 8601. */
export const modelOfDocument = (document: InvoiceDocument): ComputedModel => ({
  kind: document.kind,
  currency: document.currency,
  anchor: document.priceSide,
  servicePeriod: isoPeriod(document.servicePeriod),
  billingPeriod: isoPeriod(document.billingPeriod),
  lines: document.lines.map((line) => ({
    ...line,
    ...amountTexts(line),
    energyMilliWh: line.energyMilliWh.toString(),
  })),
  taxSubtotals: document.taxSubtotals.map((subtotal) => ({ ...subtotal, ...amountTexts(subtotal) })),
  findings: document.findings.map(({ code, data }) => ({ code, data })),
  ...amountTexts(document),
});

/** The domain's form; the annex is reduced to the ids of its records. */
export const documentOfModel = (model: InvoiceModel): InvoiceDocument => ({
  kind: model.kind,
  currency: model.currency,
  priceSide: model.anchor,
  servicePeriod: msPeriod(model.servicePeriod),
  billingPeriod: msPeriod(model.billingPeriod),
  issueDate: model.issuedOn,
  dueDate: model.dueOn,
  lines: model.lines.map(
    (line): InvoiceLine => ({ ...line, ...amountsOf(line), energyMilliWh: BigInt(line.energyMilliWh) }),
  ),
  taxSubtotals: model.taxSubtotals.map((subtotal): TaxSubtotal => ({ ...subtotal, ...amountsOf(subtotal) })),
  recordIds: model.annex.map(({ recordId }) => recordId),
  findings: model.findings.map(({ code, data }) => ({ code, data })),
  ...amountsOf(model),
});

/** Whole minor units as text, as the model stores them. */
export const amountTexts = ({ netMinor, taxMinor, grossMinor }: Amounts) => ({
  netMinor: netMinor.toString(),
  taxMinor: taxMinor.toString(),
  grossMinor: grossMinor.toString(),
});

/** Whole minor units as bigint, as the domain computes them. */
export const amountsOf = (texts: { netMinor: string; taxMinor: string; grossMinor: string }): Amounts => ({
  netMinor: BigInt(texts.netMinor),
  taxMinor: BigInt(texts.taxMinor),
  grossMinor: BigInt(texts.grossMinor),
});

const isoPeriod = ({ fromMs, toMs }: Period) => ({ from: isoOf(fromMs), to: isoOf(toMs) });

const msPeriod = ({ from, to }: { from: string; to: string }): Period => ({
  fromMs: BigInt(Date.parse(from)),
  toMs: BigInt(Date.parse(to)),
});

/** An instant as ISO 8601 text, as the model stores it. */
export const isoOf = (ms: bigint): string => new Date(Number(ms)).toISOString();

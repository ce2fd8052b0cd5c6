import type { Decimal } from "@/server/domain/decimal";
import type { MilliWh } from "@/server/domain/energy";
import type { InvoiceFinding, TaxCategory, VatExemptionReason } from "@/server/domain/invoice/tax";
import type { Period } from "@/server/domain/period";
import type { ComponentAmount, ComponentKind, TaxGroup } from "@/server/domain/tariff/rating";
import type { PriceSide } from "@/server/domain/tariff/tariff";

/**
 * The charge record of one session as an invoice needs it. Its amounts are final and never rated
 * again.
 */
export type ChargeRecordSummary = {
  id: string;
  sessionId: string;
  /** ISO 3166 alpha-2 of the charge point: the country where the electricity is consumed. */
  siteCountry: string;
  startedAtMs: bigint;
  endedAtMs: bigint;
  energyMilliWh: MilliWh;
  currency: string;
  priceSide: PriceSide;
  taxGroups: readonly TaxGroup[];
  components: readonly ComponentAmount[];
};

/**
 * The document model of an invoice or credit note, in the terms of EN 16931 (BT and BG numbers in
 * the comments).
 */
export type InvoiceDocument = {
  kind: "invoice" | "credit-note"; // BT-3: 380 or 381
  currency: string; // BT-5
  priceSide: PriceSide;
  /** First and last moment of delivery, BT-73 and BT-74, epoch milliseconds. */
  servicePeriod: Period;
  /** The period of the billing run, such as a calendar month. */
  billingPeriod: Period;
  issueDate: string | null; // BT-2, "YYYY-MM-DD"
  dueDate: string | null; // BT-9
  lines: readonly InvoiceLine[]; // BG-25
  taxSubtotals: readonly TaxSubtotal[]; // BG-23
  netMinor: bigint; // BT-109
  taxMinor: bigint; // BT-110
  grossMinor: bigint; // BT-112, due for payment BT-115
  /** The charge records this document bills, each exactly once. */
  recordIds: readonly string[];
  findings: readonly InvoiceFinding[];
};

/**
 * Quantity is always 1 and the consumption is in the attributes, so that price × quantity is the
 * amount (BT-129, BT-146).
 */
export type InvoiceLine = {
  no: number; // BT-126
  siteCountry: string;
  kind: ComponentKind;
  category: TaxCategory; // BT-151
  vatPercent: Decimal; // BT-152
  netMinor: bigint; // BT-131
  /** For readers only; the document's tax is that of the subtotals, and the lines add up to it. */
  taxMinor: bigint;
  grossMinor: bigint;
  energyMilliWh: MilliWh; // BG-32, zero on lines that are not energy
  sessionCount: number; // BG-32
};

export type TaxSubtotal = {
  category: TaxCategory; // BT-118
  vatPercent: Decimal; // BT-119
  netMinor: bigint; // BT-116
  taxMinor: bigint; // BT-117
  grossMinor: bigint;
  wording: VatExemptionReason | null; // BT-120, BT-121
};

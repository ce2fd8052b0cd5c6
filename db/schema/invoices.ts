import {
  bigint,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { chargeRecords } from "./charge-records";
import { instant, oneOf, tenantColumns, tenantId, tenantKey, tenantReference } from "./columns";
import { legalEntities } from "./operators";
import { billingAccounts } from "./billing-accounts";

export const DOCUMENT_TYPES = ["INVOICE", "CREDIT_NOTE"] as const;
export const INVOICE_FILE_KINDS = ["pdf", "csv"] as const;
export const INVOICE_STATES = ["draft", "issued", "paid", "credited"] as const;

const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/**
 * A counter per legal entity, document type and year: numbers without gaps, taken by row lock
 * inside the issuing transaction.
 */
export const documentSeries = pgTable(
  "document_series",
  {
    tenantId: tenantId(),
    legalEntityId: uuid().notNull(),
    documentType: text({ enum: DOCUMENT_TYPES }).notNull(),
    fiscalYear: integer().notNull(),
    prefix: text().notNull(),
    nextNumber: bigint({ mode: "bigint" }).notNull(),
    lastIssuedOn: date({ mode: "string" }),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.legalEntityId, t.documentType, t.fiscalYear] }),
    tenantReference(t.tenantId, t.legalEntityId, legalEntities),
  ],
);

/** A calendar month of a legal entity; closing it gathers its charge records into invoices. */
export const billingPeriods = pgTable(
  "billing_periods",
  {
    ...tenantColumns(),
    legalEntityId: uuid().notNull(),
    /** "2026-10" */
    label: text().notNull(),
    fromAt: instant().notNull(),
    toAt: instant().notNull(),
    closedAt: instant().notNull(),
    closedBy: uuid(),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.legalEntityId, legalEntities),
    uniqueIndex("billing_periods_label_key").on(t.tenantId, t.legalEntityId, t.label),
  ],
);

/**
 * An invoice or credit note. Once issued nothing that the document says may change (a trigger
 * refuses it).
 */
export const invoices = pgTable(
  "invoices",
  {
    ...tenantColumns(),
    documentType: text({ enum: DOCUMENT_TYPES }).notNull(),
    state: text({ enum: INVOICE_STATES }).notNull().default("draft"),
    legalEntityId: uuid().notNull(),
    billingAccountId: uuid().notNull(),
    billingPeriodId: uuid(),
    number: text(),
    fiscalYear: integer(),
    issuedOn: date({ mode: "string" }),
    dueOn: date({ mode: "string" }),
    currency: text().notNull(),
    anchor: text({ enum: ["GROSS", "NET"] }).notNull(),
    netMinor: bigint({ mode: "bigint" }).notNull(),
    taxMinor: bigint({ mode: "bigint" }).notNull(),
    grossMinor: bigint({ mode: "bigint" }).notNull(),
    /**
     * the whole document as data: seller, buyer, lines, tax subtotals, period, wording (EN 16931
     * terms)
     */
    model: jsonb().notNull(),
    contentHash: text(),
    /** of a credit note: the invoice it credits */
    creditOf: uuid(),
    creditReason: text(),
    stripeInvoiceId: text(),
    paymentUrl: text(),
    createdAt: instant().notNull().defaultNow(),
    issuedAt: instant(),
    paidAt: instant(),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.legalEntityId, legalEntities),
    tenantReference(t.tenantId, t.billingAccountId, billingAccounts),
    tenantReference(t.tenantId, t.billingPeriodId, billingPeriods),
    uniqueIndex("invoices_number_key").on(t.tenantId, t.legalEntityId, t.documentType, t.number),
    uniqueIndex("invoices_credit_key").on(t.tenantId, t.creditOf),
    uniqueIndex("invoices_stripe_key").on(t.stripeInvoiceId),
    index("invoices_account").on(t.tenantId, t.billingAccountId),
    index("invoices_created").on(t.tenantId, t.createdAt),
    oneOf("invoices_state", t.state, INVOICE_STATES),
    oneOf("invoices_type", t.documentType, DOCUMENT_TYPES),
  ],
);

/**
 * Which charge record is billed (or credited) by which document; the unique index makes billing one
 * twice impossible.
 */
export const invoiceChargeRecords = pgTable(
  "invoice_charge_records",
  {
    tenantId: tenantId(),
    invoiceId: uuid().notNull(),
    chargeRecordId: uuid().notNull(),
    documentType: text({ enum: DOCUMENT_TYPES }).notNull(),
    /** set when a credit note released the record to be billed again */
    releasedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.invoiceId, t.chargeRecordId] }),
    tenantReference(t.tenantId, t.invoiceId, invoices),
    tenantReference(t.tenantId, t.chargeRecordId, chargeRecords),
    uniqueIndex("invoice_charge_records_once")
      .on(t.tenantId, t.chargeRecordId, t.documentType)
      .where(sql`released_at is null`),
  ],
);

/**
 * What was sent of a document, byte for byte: its paper and, where its sessions are too many for an
 * annex, the file that lists them.
 */
export const invoiceFiles = pgTable(
  "invoice_files",
  {
    tenantId: tenantId(),
    invoiceId: uuid().notNull(),
    kind: text({ enum: INVOICE_FILE_KINDS }).notNull(),
    fileName: text().notNull(),
    sha256: text().notNull(),
    bytes: bytes().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.invoiceId, t.kind] }),
    tenantReference(t.tenantId, t.invoiceId, invoices),
  ],
);

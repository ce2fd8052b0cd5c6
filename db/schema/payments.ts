import { bigint, boolean, date, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { instant, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";
import { invoices } from "./invoices";

export const PAYMENT_RAILS = ["stripe", "bank_transfer"] as const;
export const STRIPE_OPERATION_STATES = [
  "planned",
  "in_flight",
  "succeeded",
  "failed_retryable",
  "failed_final",
  "unknown",
] as const;

/** Money received for an invoice. */
export const payments = pgTable(
  "payments",
  {
    ...tenantColumns(),
    invoiceId: uuid().notNull(),
    rail: text({ enum: PAYMENT_RAILS }).notNull(),
    amountMinor: bigint({ mode: "bigint" }).notNull(),
    currency: text().notNull(),
    receivedOn: date({ mode: "string" }).notNull(),
    /** Stripe payment id, or the bank's reference */
    reference: text().notNull(),
    recordedBy: uuid(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.invoiceId, invoices),
    uniqueIndex("payments_reference_key").on(t.tenantId, t.rail, t.invoiceId, t.reference),
    oneOf("payments_rail", t.rail, PAYMENT_RAILS),
  ],
);

/**
 * One call to Stripe: written before it is made, retried under the same idempotency key `id:epoch`,
 * never lost.
 */
export const stripeOperations = pgTable(
  "stripe_operations",
  {
    ...tenantColumns(),
    /** business-level uniqueness, e.g. "invoice.create:<invoiceId>" */
    intentKey: text().notNull(),
    kind: text().notNull(),
    subjectType: text().notNull(),
    subjectId: uuid().notNull(),
    params: jsonb().notNull(),
    epoch: integer().notNull().default(0),
    state: text({ enum: STRIPE_OPERATION_STATES }).notNull().default("planned"),
    leaseUntil: instant(),
    firstSentAt: instant(),
    attempts: integer().notNull().default(0),
    stripeObjectId: text(),
    lastError: jsonb(),
    createdAt: instant().notNull().defaultNow(),
    finishedAt: instant(),
  },
  (t) => [
    tenantKey(t),
    uniqueIndex("stripe_operations_intent_key").on(t.tenantId, t.intentKey),
    index("stripe_operations_subject").on(t.tenantId, t.subjectType, t.subjectId),
    index("stripe_operations_open").on(t.tenantId, t.state).where(sql`state not in ('succeeded', 'failed_final')`),
    oneOf("stripe_operations_state", t.state, STRIPE_OPERATION_STATES),
  ],
);

/**
 * Webhook events, stored once by Stripe's id. A hint only: the object is fetched again before
 * anything is believed.
 */
export const stripeEvents = pgTable("stripe_events", {
  eventId: text().primaryKey(),
  type: text().notNull(),
  objectId: text(),
  livemode: boolean().notNull(),
  payload: jsonb().notNull(),
  receivedAt: instant().notNull().defaultNow(),
  processedAt: instant(),
  lastError: text(),
});

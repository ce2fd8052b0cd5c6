import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { instant, oneOf, tenantColumns, tenantId, tenantKey, tenantReference } from "./columns";
import { legalEntities } from "./operators";
import { sessions } from "./sessions";
import { tariffVersions } from "./tariffs";
import { billingAccounts } from "./billing-accounts";

/**
 * Charge detail record (CDR): the priced session, rounded once, never changed (a trigger refuses
 * update and delete). A CREDIT record negates one (`creditOf`); nothing issues them yet: today a
 * bill is taken back by a credit note over the whole invoice.
 */
export const chargeRecords = pgTable(
  "charge_records",
  {
    ...tenantColumns(),
    kind: text({ enum: ["NORMAL", "CREDIT"] }).notNull(),
    sessionId: uuid().notNull(),
    creditOf: uuid(),
    legalEntityId: uuid().notNull(),
    billingAccountId: uuid(),
    tariffVersionId: uuid().notNull(),
    currency: text().notNull(),
    anchor: text({ enum: ["GROSS", "NET"] }).notNull(),
    netMinor: bigint({ mode: "bigint" }).notNull(),
    taxMinor: bigint({ mode: "bigint" }).notNull(),
    grossMinor: bigint({ mode: "bigint" }).notNull(),
    energyMilliWh: bigint({ mode: "bigint" }).notNull(),
    startedAt: instant().notNull(),
    endedAt: instant().notNull(),
    siteCountry: text().notNull(),
    timeZone: text().notNull(),
    /** how the price came about: server/domain/tariff/rating-json.ts (exact numbers as text) */
    rating: jsonb().notNull(),
    /** station, site, token and tariff as they were */
    snapshot: jsonb().notNull(),
    contentHash: text().notNull(),
    issuedAt: instant().notNull(),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.sessionId, sessions),
    tenantReference(t.tenantId, t.legalEntityId, legalEntities),
    tenantReference(t.tenantId, t.billingAccountId, billingAccounts),
    tenantReference(t.tenantId, t.tariffVersionId, tariffVersions),
    uniqueIndex("charge_records_credit_key").on(t.tenantId, t.creditOf),
    index("charge_records_session").on(t.tenantId, t.sessionId),
    index("charge_records_ended").on(t.tenantId, t.endedAt),
    index("charge_records_account").on(t.tenantId, t.billingAccountId, t.endedAt),
    oneOf("charge_records_kind", t.kind, ["NORMAL", "CREDIT"]),
    uniqueIndex("charge_records_one_normal").on(t.tenantId, t.sessionId).where(sql`kind = 'NORMAL'`),
  ],
);

/** One component of a charge record; the lines add up to the record exactly. */
export const chargeLines = pgTable(
  "charge_lines",
  {
    tenantId: tenantId(),
    chargeRecordId: uuid().notNull(),
    lineNumber: integer().notNull(),
    /** ENERGY, TIME, PARKING, FLAT, or an adjustment such as PRICE_CAP */
    kind: text().notNull(),
    vatPercent: text().notNull(),
    netMinor: bigint({ mode: "bigint" }).notNull(),
    taxMinor: bigint({ mode: "bigint" }).notNull(),
    grossMinor: bigint({ mode: "bigint" }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.chargeRecordId, t.lineNumber] }),
    tenantReference(t.tenantId, t.chargeRecordId, chargeRecords),
  ],
);

/**
 * The charge records that somebody is to pay and no document bills: what the next run takes,
 * without reading years of billed ones. Kept by triggers on the records and on their links to
 * documents (migrations/0012), never by hand.
 */
export const unbilledRecords = pgTable(
  "unbilled_records",
  { tenantId: tenantId(), chargeRecordId: uuid().notNull() },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.chargeRecordId] }),
    tenantReference(t.tenantId, t.chargeRecordId, chargeRecords),
  ],
);

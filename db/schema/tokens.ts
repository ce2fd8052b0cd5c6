import { boolean, check, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { instant, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";
import { legalEntities } from "./operators";

export const ACCOUNT_KINDS = ["driver", "emsp"] as const;
export const TOKEN_STATES = ["active", "blocked", "expired"] as const;

/** Who receives invoices (EN 16931 BG-7 buyer): a driver, or an EMSP whose drivers charge here. */
export const billingAccounts = pgTable(
  "billing_accounts",
  {
    ...tenantColumns(),
    kind: text({ enum: ACCOUNT_KINDS }).notNull(),
    legalEntityId: uuid().notNull(),
    name: text().notNull(),
    email: text().notNull(),
    street: text(),
    postalCode: text(),
    city: text(),
    country: text().notNull(),
    vatId: text(),
    currency: text().notNull(),
    paymentTermsDays: integer().notNull().default(14),
    locale: text({ enum: ["en", "pt"] })
      .notNull()
      .default("en"),
    stripeCustomerId: text(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.legalEntityId, legalEntities),
    oneOf("billing_accounts_kind", t.kind, ACCOUNT_KINDS),
  ],
);

/** A person with a contract with this operator. */
export const drivers = pgTable(
  "drivers",
  {
    ...tenantColumns(),
    name: text().notNull(),
    email: text().notNull(),
    phone: text(),
    billingAccountId: uuid().notNull(),
    isActive: boolean().notNull().default(true),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [tenantKey(t), tenantReference(t.tenantId, t.billingAccountId, billingAccounts)],
);

/** A roaming partner: an e-mobility service provider in OCPI terms (country_code + party_id). */
export const emsps = pgTable(
  "emsps",
  {
    ...tenantColumns(),
    name: text().notNull(),
    countryCode: text().notNull(),
    partyId: text().notNull(),
    billingAccountId: uuid().notNull(),
    isActive: boolean().notNull().default(true),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.billingAccountId, billingAccounts),
    uniqueIndex("emsps_party_key").on(t.tenantId, t.countryCode, t.partyId),
  ],
);

/**
 * What a driver presents: card, app or contract id. uid is compared without case (OCPP CiString).
 * Belongs to a driver or to an EMSP.
 */
export const tokens = pgTable(
  "tokens",
  {
    ...tenantColumns(),
    uid: text().notNull(),
    /**
     * how it is looked up: a column, for an index on lower(uid) would not be used (see the README)
     */
    uidLower: text().notNull().generatedAlwaysAs(sql`lower(uid)`),
    label: text(),
    state: text({ enum: TOKEN_STATES }).notNull().default("active"),
    driverId: uuid(),
    emspId: uuid(),
    /** OCPI contract_id of an EMSP's token */
    contractId: text(),
    validUntil: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.driverId, drivers),
    tenantReference(t.tenantId, t.emspId, emsps),
    uniqueIndex("tokens_uid_key").on(t.tenantId, t.uidLower),
    index("tokens_driver").on(t.tenantId, t.driverId),
    index("tokens_emsp").on(t.tenantId, t.emspId),
    oneOf("tokens_state", t.state, TOKEN_STATES),
    check("tokens_one_holder", sql`num_nonnulls(${t.driverId}, ${t.emspId}) = 1`),
  ],
);

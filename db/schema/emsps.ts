import { boolean, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { billingAccounts } from "./billing-accounts";
import { instant, tenantColumns, tenantKey, tenantReference } from "./columns";

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

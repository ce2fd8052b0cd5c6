import { integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, locale, oneOf, tenantColumns, tenantKey, tenantReference } from "./columns";
import { legalEntities } from "./operators";

export const ACCOUNT_KINDS = ["driver", "emsp"] as const;

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
    locale: locale().notNull().default("en"),
    stripeCustomerId: text(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    tenantKey(t),
    tenantReference(t.tenantId, t.legalEntityId, legalEntities),
    oneOf("billing_accounts_kind", t.kind, ACCOUNT_KINDS),
  ],
);

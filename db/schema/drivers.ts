import { boolean, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { billingAccounts } from "./billing-accounts";
import { instant, tenantColumns, tenantKey, tenantReference } from "./columns";

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

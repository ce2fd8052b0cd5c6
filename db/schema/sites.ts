import { numeric, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant, tenantColumns, tenantKey, tenantReference } from "./columns";
import { legalEntities } from "./operators";

/** A place with chargers. Its IANA zone decides every time window of a tariff. */
export const sites = pgTable(
  "sites",
  {
    ...tenantColumns(),
    legalEntityId: uuid().notNull(),
    name: text().notNull(),
    street: text().notNull(),
    postalCode: text().notNull(),
    city: text().notNull(),
    country: text().notNull(),
    timeZone: text().notNull(),
    latitude: numeric({ precision: 9, scale: 6 }),
    longitude: numeric({ precision: 9, scale: 6 }),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [tenantKey(t), tenantReference(t.tenantId, t.legalEntityId, legalEntities)],
);

import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/**
 * Running gateway processes (no tenant's); one that stopped saying so no longer holds any station.
 */
export const gateways = pgTable("gateways", {
  id: text().primaryKey(),
  startedAt: instant().notNull().defaultNow(),
  seenAt: instant().notNull().defaultNow(),
  processId: integer(),
});

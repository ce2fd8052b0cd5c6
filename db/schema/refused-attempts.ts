import { integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, tenantId, tenantReference } from "./columns";
import { stations } from "./stations";

/**
 * Attempts to connect in a station's name that were refused, counted by reason and network: at most
 * fifty rows a station. Whoever made them has proven nothing.
 */
export const refusedAttempts = pgTable(
  "refused_attempts",
  {
    tenantId: tenantId(),
    stationId: uuid().notNull(),
    /** server/domain/station/refused-attempt.ts */
    reason: text().notNull(),
    /** 203.0.113.0/24 or 2001:db8:1::/48 */
    network: text().notNull(),
    /** the Sec-WebSocket-Protocol header of the last one; null when it had none */
    offeredSubprotocol: text(),
    count: integer().notNull(),
    firstAt: instant().notNull(),
    lastAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.stationId, t.reason, t.network] }),
    tenantReference(t.tenantId, t.stationId, stations),
  ],
);

/**
 * Ids that tried to connect and that no station has (no tenant's): the newest thousand. An operator
 * sees the row of exactly the id that it names (policy sought_identity).
 */
export const unknownStations = pgTable("unknown_stations", {
  identity: text().primaryKey(),
  network: text().notNull(),
  offeredSubprotocol: text(),
  count: integer().notNull(),
  firstAt: instant().notNull(),
  lastAt: instant().notNull(),
});

import { index, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, tenantId, tenantReference } from "./columns";
import { stations } from "./stations";

/**
 * Events of stations, once each: the natural key makes a retried message find its first answer.
 * Meter samples are not here; they are idempotent in meter_readings.
 */
export const stationEvents = pgTable(
  "station_events",
  {
    tenantId: tenantId(),
    stationId: uuid().notNull(),
    key: text().notNull(),
    type: text().notNull(),
    /** the station's clock */
    at: instant().notNull(),
    receivedAt: instant().notNull(),
    event: jsonb().notNull(),
    outcome: jsonb().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.stationId, t.key] }),
    tenantReference(t.tenantId, t.stationId, stations),
    index("station_events_received").on(t.tenantId, t.stationId, t.receivedAt),
  ],
);

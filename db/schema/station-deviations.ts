import { bigint, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, tenantId, tenantReference } from "./columns";
import { stations } from "./stations";

/**
 * How a station departs from its version's specification: one row for each kind, place and
 * firmware, counted. Beyond so many rows of a station the rest is counted by kind under the place
 * "*", whatever the firmware.
 */
export const stationDeviations = pgTable(
  "station_deviations",
  {
    tenantId: tenantId(),
    stationId: uuid().notNull(),
    /** a DeviationKind of server/domain/station/deviation.ts */
    kind: text().notNull(),
    /** the action and the path of field names in its payload */
    place: text().notNull(),
    /** as the station last reported them; "" before its first BootNotification */
    vendor: text().notNull().default(""),
    model: text().notNull().default(""),
    firmwareVersion: text().notNull().default(""),
    count: bigint({ mode: "bigint" }).notNull(),
    /** our clock */
    firstAt: instant().notNull(),
    lastAt: instant().notNull(),
    ocppVersion: text().notNull(),
    action: text(),
    /** the first message that showed it, its payload as JSON text without secrets, cut */
    example: text().notNull(),
    /** what that message has at the place; null where there is nothing to show */
    value: text(),
  },
  (t) => [
    primaryKey({
      columns: [t.tenantId, t.stationId, t.kind, t.place, t.vendor, t.model, t.firmwareVersion],
      name: "station_deviations_pk",
    }),
    tenantReference(t.tenantId, t.stationId, stations),
  ],
);

import { bigint, pgTable, real, smallint, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant, tenantId } from "./columns";

/** One instant of one EVSE's meter; the unique index makes a repeated sample a no-op. */
export const meterReadings = pgTable(
  "meter_readings",
  {
    tenantId: tenantId(),
    stationId: uuid().notNull(),
    evseNumber: smallint().notNull(),
    /** the station's clock */
    at: instant().notNull(),
    receivedAt: instant().notNull(),
    context: text().notNull(),
    sessionId: uuid(),
    /** Energy.Active.Import.Register in mWh */
    registerMilliWh: bigint({ mode: "bigint" }),
    powerW: real(),
    currentA: real(),
    voltageV: real(),
    socPercent: real(),
  },
  (t) => [
    uniqueIndex("meter_readings_key").on(t.tenantId, t.stationId, t.evseNumber, t.at, t.context, t.registerMilliWh),
  ],
);

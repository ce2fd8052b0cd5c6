import type { TenantHandle } from "@/db/handle";
import { type RowOf, rowsOf } from "@/db/batch";
import { batchedQuery, type Numbered } from "@/db/batched-query";
import { iso } from "@/server/station-events/event-context";
import { fitBigint, fitReal } from "@/db/pg-array";
import type { MeterReading } from "@/server/domain/station/event";

export type ReadingsOf = {
  readonly stationId: string;
  readonly evse: number;
  readonly sessionId: string | null;
  readonly receivedAtMs: number;
};

/**
 * Keeps readings that came with a session's start or end; one that is already there is the same
 * reading.
 */
export async function keepReadings(
  { queryBatched }: TenantHandle,
  { receivedAtMs, ...of }: ReadingsOf,
  readings: readonly MeterReading[],
): Promise<void> {
  if (readings.length === 0) return;
  await queryBatched(insertReadings, { ...of, receivedAt: iso(receivedAtMs), readings: readings.map(asColumns) });
}

const READING = {
  atMs: "float8",
  context: "text",
  register: "bigint?",
  power: "real?",
  current: "real?",
  voltage: "real?",
  soc: "real?",
} as const;

const asColumns = (reading: MeterReading): RowOf<typeof READING> => ({
  atMs: reading.atMs,
  context: reading.context,
  register: fitBigint(reading.registerMilliWh)?.toString() ?? null,
  power: fitReal(reading.powerW),
  current: fitReal(reading.currentA),
  voltage: fitReal(reading.voltageV),
  soc: fitReal(reading.socPercent),
});

const READINGS = {
  stationId: "uuid",
  evse: "smallint",
  sessionId: "uuid?",
  receivedAt: "timestamptz",
  readings: { listOf: READING },
} as const;

const insertReadings = batchedQuery(
  READINGS,
  (query, input) => query<Numbered>`
  insert into meter_readings
    (tenant_id, station_id, evse_number, at, received_at, context, session_id, register_milli_wh, power_w, current_a,
     voltage_v, soc_percent)
  select input."tenantId", input."stationId", input.evse, to_timestamp("atMs" / 1000), input."receivedAt", context,
         input."sessionId", register, power, current, voltage, soc
    from ${input}
   cross join ${rowsOf(READING, "input.readings", "reading")}
  on conflict do nothing`,
);

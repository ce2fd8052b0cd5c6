import type { TenantHandle } from "@/db/handle";
import type { BatchParams, BatchedQuery } from "@/db/batched-query";
import { iso } from "@/server/station-events/event-context";
import { fitBigint, fitReal } from "@/db/pg-array";
import type { MeterReading } from "@/server/domain/station/event";

export type ReadingsOf = {
  readonly stationId: string;
  readonly evse: number;
  readonly sessionId: string | null;
  readonly receivedAtMs: number;
};

/** Keeps readings that came with a session's start or end; one that is already there is the same reading. */
export async function keepReadings(
  { queryBatched }: TenantHandle,
  { receivedAtMs, ...of }: ReadingsOf,
  readings: readonly MeterReading[],
): Promise<void> {
  if (readings.length === 0) return;
  await queryBatched(insertReadings, { ...of, receivedAt: iso(receivedAtMs), readings: readings.map(asColumns) });
}

const asColumns = (reading: MeterReading) => ({
  at_ms: reading.atMs,
  context: reading.context,
  register: fitBigint(reading.registerMilliWh)?.toString() ?? null,
  power: fitReal(reading.powerW),
  current: fitReal(reading.currentA),
  voltage: fitReal(reading.voltageV),
  soc: fitReal(reading.socPercent),
});

type Readings = BatchParams &
  Omit<ReadingsOf, "receivedAtMs"> & {
    readonly receivedAt: string;
    readonly readings: readonly ReturnType<typeof asColumns>[];
  };

const insertReadings: BatchedQuery<Readings> = (query, input) => query`
  insert into meter_readings
    (tenant_id, station_id, evse_number, at, received_at, context, session_id, register_milli_wh, power_w, current_a, voltage_v, soc_percent)
  select input."tenantId", input."stationId", input.evse, to_timestamp(at_ms / 1000), input."receivedAt", context,
         input."sessionId", register, power, current, voltage, soc
    from jsonb_to_recordset(${input}::text::jsonb)
           as input ("tenantId" uuid, "stationId" uuid, evse smallint, "sessionId" uuid, "receivedAt" timestamptz, readings jsonb)
   cross join jsonb_to_recordset(input.readings)
           as reading (at_ms float8, context text, register bigint, power real, current real, voltage real, soc real)
  on conflict do nothing`;

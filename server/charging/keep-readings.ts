import type { TenantHandle } from "@/db/handle";
import { iso } from "@/server/charging/hearing";
import { fitBigint, fitReal, plainArray, textArray } from "@/server/charging/pg-array";
import type { MeterReading } from "@/server/domain/station/event";

export type ReadingsOf = {
  readonly stationId: string;
  readonly evse: number;
  readonly sessionId: string | null;
  readonly receivedAtMs: number;
};

/** Keeps readings that came with a session's start or end; one that is already there is the same reading. */
export async function keepReadings(
  { ask, tenantId }: TenantHandle,
  { stationId, evse, sessionId, receivedAtMs }: ReadingsOf,
  readings: readonly MeterReading[],
): Promise<void> {
  if (readings.length === 0) return;
  await ask`
    insert into meter_readings
      (tenant_id, station_id, evse_number, at, received_at, context, session_id, register_milli_wh, power_w, current_a, voltage_v, soc_percent)
    select ${tenantId}::uuid, ${stationId}::uuid, ${evse}::smallint, to_timestamp(at_ms / 1000), ${iso(receivedAtMs)}::timestamptz, context,
           ${sessionId}::uuid, register, power, current, voltage, soc
      from unnest(${plainArray(readings.map((reading) => reading.atMs))}::float8[],
                  ${textArray(readings.map((reading) => reading.context))}::text[],
                  ${plainArray(readings.map((reading) => fitBigint(reading.registerMilliWh)))}::bigint[],
                  ${plainArray(readings.map((reading) => fitReal(reading.powerW)))}::real[],
                  ${plainArray(readings.map((reading) => fitReal(reading.currentA)))}::real[],
                  ${plainArray(readings.map((reading) => fitReal(reading.voltageV)))}::real[],
                  ${plainArray(readings.map((reading) => fitReal(reading.socPercent)))}::real[])
           as told (at_ms, context, register, power, current, voltage, soc)
    on conflict do nothing`;
}

import { markDone, noteTriggered } from "@/server/charging/note-effects";
import { iso, touchStation, type Hearing } from "@/server/charging/hearing";
import type { BootedEvent } from "@/server/domain/station/event";
import type { BootOutcome, Outcome } from "@/server/domain/station/outcome";

const HEARTBEAT_S = 300;
/** How soon a station that is not accepted yet asks again (1.6 §4.2, 2.0.1 B02.FR.07). */
const ASK_AGAIN_S = 60;

/**
 * A station says who it is. Its running sessions stay: chargers resume after a power cut, and only evidence ends a session (its stop,
 * or the next session on the same EVSE).
 */
export async function onBooted(hearing: Hearing, event: BootedEvent): Promise<Outcome> {
  const { handle, station, receivedAtMs } = hearing;
  const [row] = await handle.ask<{ registration: BootOutcome["registration"] }>`
    update stations
       set vendor = ${event.vendor}::text, model = ${event.model}::text,
           serial_number = coalesce(${event.serialNumber}::text, serial_number),
           firmware_version = coalesce(${event.firmwareVersion}::text, firmware_version),
           meter_serial_number = coalesce(${event.meterSerialNumber}::text, meter_serial_number),
           booted_at = ${iso(receivedAtMs)}::timestamptz, last_seen_at = ${iso(receivedAtMs)}::timestamptz
     where tenant_id = ${handle.tenantId}::uuid and id = ${station.stationId}::uuid
     returning registration`;
  await markDone(hearing, "reset", "true");
  await noteTriggered(hearing, "boot");
  touchStation(hearing);
  const registration = row?.registration ?? "rejected";
  return {
    type: "boot",
    registration,
    heartbeatIntervalS: registration === "accepted" ? HEARTBEAT_S : ASK_AGAIN_S,
  };
}

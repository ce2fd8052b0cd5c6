import type { SharedStatement } from "@/db/shared-statements";
import { markDone, noteTriggered } from "@/server/commands/note-effects";
import { iso, touchStation, type Hearing } from "@/server/station-events/hearing";
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
  const { vendor, model, serialNumber, firmwareVersion, meterSerialNumber } = event;
  const [row] = await handle.askTogether(noteBoots, {
    stationId: station.stationId,
    vendor,
    model,
    serialNumber,
    firmwareVersion,
    meterSerialNumber,
    at: iso(receivedAtMs),
  });
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

type Boot = Pick<BootedEvent, "vendor" | "model" | "serialNumber" | "firmwareVersion" | "meterSerialNumber"> & {
  readonly stationId: string;
  readonly at: string;
};

const noteBoots: SharedStatement<Boot, { registration: BootOutcome["registration"] }> = (ask, told) => ask`
  update stations st
     set vendor = told.vendor, model = told.model, serial_number = coalesce(told."serialNumber", st.serial_number),
         firmware_version = coalesce(told."firmwareVersion", st.firmware_version),
         meter_serial_number = coalesce(told."meterSerialNumber", st.meter_serial_number), booted_at = told.at, last_seen_at = told.at
    from jsonb_to_recordset(${told}::text::jsonb)
           as told (n int, "tenantId" uuid, "stationId" uuid, vendor text, model text, "serialNumber" text, "firmwareVersion" text,
                    "meterSerialNumber" text, at timestamptz)
   where st.tenant_id = told."tenantId" and st.id = told."stationId"
  returning told.n, st.registration`;

import type { BatchedQuery } from "@/db/batched-query";
import { markDone, noteTriggered } from "@/server/commands/await-effects";
import { iso, touchStation, type EventContext } from "@/server/station-events/event-context";
import type { BootedEvent } from "@/server/domain/station/event";
import type { BootOutcome, Outcome } from "@/server/domain/station/outcome";

const HEARTBEAT_S = 300;
/** How soon a station that is not accepted yet asks again (1.6 §4.2, 2.0.1 B02.FR.07). */
const RETRY_INTERVAL_S = 60;

/**
 * A station says who it is. Its running sessions stay: chargers resume after a power cut, and only evidence ends a session (its stop,
 * or the next session on the same EVSE).
 */
export async function onBooted(context: EventContext, event: BootedEvent): Promise<Outcome> {
  const { handle, station, receivedAtMs } = context;
  const { vendor, model, serialNumber, firmwareVersion, meterSerialNumber } = event;
  const [row] = await handle.queryBatched(noteBoots, {
    stationId: station.stationId,
    vendor,
    model,
    serialNumber,
    firmwareVersion,
    meterSerialNumber,
    at: iso(receivedAtMs),
  });
  await markDone(context, "reset", "true");
  await noteTriggered(context, "boot");
  touchStation(context);
  const registration = row?.registration ?? "rejected";
  return {
    type: "boot",
    registration,
    heartbeatIntervalS: registration === "accepted" ? HEARTBEAT_S : RETRY_INTERVAL_S,
  };
}

type Boot = Pick<BootedEvent, "vendor" | "model" | "serialNumber" | "firmwareVersion" | "meterSerialNumber"> & {
  readonly stationId: string;
  readonly at: string;
};

const noteBoots: BatchedQuery<Boot, { registration: BootOutcome["registration"] }> = (query, input) => query`
  update stations st
     set vendor = input.vendor, model = input.model, serial_number = coalesce(input."serialNumber", st.serial_number),
         firmware_version = coalesce(input."firmwareVersion", st.firmware_version),
         meter_serial_number = coalesce(input."meterSerialNumber", st.meter_serial_number), booted_at = input.at, last_seen_at = input.at
    from jsonb_to_recordset(${input}::text::jsonb)
           as input (n int, "tenantId" uuid, "stationId" uuid, vendor text, model text, "serialNumber" text, "firmwareVersion" text,
                    "meterSerialNumber" text, at timestamptz)
   where st.tenant_id = input."tenantId" and st.id = input."stationId"
  returning input.n, st.registration`;

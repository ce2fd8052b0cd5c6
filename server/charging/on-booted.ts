import { batchedQuery, type Numbered } from "@/db/batched-query";
import { markDone, noteTriggered } from "@/server/commands/await-effects";
import { iso, touchStation, type EventContext } from "@/server/station-events/event-context";
import type { BootedEvent } from "@/server/domain/station/event";
import { type BootOutcome, HEARTBEAT_INTERVAL_S, type Outcome } from "@/server/domain/station/outcome";

/** How soon a station that is not accepted yet asks again (1.6 §4.2, 2.0.1 B02.FR.07). */
const RETRY_INTERVAL_S = 60;

/**
 * A station says who it is. Its running sessions stay: chargers resume after a power cut, and only
 * evidence ends a session (its stop, or the next session on the same EVSE).
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
    heartbeatIntervalS: registration === "accepted" ? HEARTBEAT_INTERVAL_S : RETRY_INTERVAL_S,
  };
}

const BOOT = {
  stationId: "uuid",
  vendor: "text",
  model: "text",
  serialNumber: "text?",
  firmwareVersion: "text?",
  meterSerialNumber: "text?",
  at: "timestamptz",
} as const;

const noteBoots = batchedQuery(
  BOOT,
  (query, input) => query<Numbered<Pick<BootOutcome, "registration">>>`
  update stations st
     set vendor = input.vendor, model = input.model, serial_number = coalesce(input."serialNumber", st.serial_number),
         firmware_version = coalesce(input."firmwareVersion", st.firmware_version),
         meter_serial_number = coalesce(input."meterSerialNumber", st.meter_serial_number), booted_at = input.at,
         last_seen_at = input.at
    from ${input}
   where st.tenant_id = input."tenantId" and st.id = input."stationId"
  returning input.n, st.registration`,
);

import { addFinding } from "@/server/findings/add-finding";
import type { FoundSession } from "@/server/charging/find-session";
import { iso, touchSession, type EventContext } from "@/server/station-events/event-context";
import { atMost } from "@/server/domain/metering/deliverable";
import { finalizeLater, WAIT_FOR_LATE_MS, WAIT_FOR_OFFLINE_MS } from "@/server/rating/finalize-later";

/**
 * Ends a session whose stop never came, at an instant where it must have been over (M16, M19).
 * Energy counts to the last reading; from the last evidence on nobody knows what the car did, so
 * that time costs nothing.
 */
export async function closeSessionWithoutStop(
  context: EventContext,
  session: Pick<FoundSession, "id" | "evseNumber" | "startedAtMs" | "lastMeteredAtMs">,
  atMs: number,
): Promise<void> {
  const { handle, station, receivedAtMs } = context;
  const evidenceMs = Math.max(session.lastMeteredAtMs ?? session.startedAtMs, session.startedAtMs);
  if (evidenceMs < atMs) {
    await handle.query`
      insert into session_states as known (tenant_id, session_id, at, state)
      select ${handle.tenantId}::uuid, ${session.id}::uuid,
             greatest(${iso(evidenceMs)}::timestamptz,
             coalesce((select max(st.at) + interval '1 millisecond' from session_states st
               where st.tenant_id = ${handle.tenantId}::uuid and st.session_id = ${session.id}::uuid), '-infinity')),
                 'unknown'
      on conflict do nothing`;
  }
  await handle.query`
    update sessions
       set state = 'ended', ended_at = ${iso(atMs)}::timestamptz, end_received_at = ${iso(receivedAtMs)}::timestamptz,
           power_w = 0, billing_state = 'settling'
     where tenant_id = ${handle.tenantId}::uuid and id = ${session.id}::uuid`;
  const [known] = await handle.query<{ wasAway: boolean; register: string | null; maxPowerW: string | null }>`
    select coalesce(st.connected_at > s.start_received_at, false) as "wasAway",
           s.last_register_milli_wh::text as register, e.max_power_w::text as "maxPowerW"
      from sessions s
      join stations st on st.tenant_id = s.tenant_id and st.id = s.station_id
      left join evses e on e.tenant_id = s.tenant_id and e.station_id = s.station_id and e.evse_number = s.evse_number
     where s.tenant_id = ${handle.tenantId}::uuid and s.id = ${session.id}::uuid`;
  const maxPowerW = known?.maxPowerW ?? null;
  const data = {
    evse: session.evseNumber,
    at: iso(atMs),
    lastEvidence: iso(evidenceMs),
    registerMilliWh: known?.register ?? null,
    ...atMost(maxPowerW === null ? null : BigInt(maxPowerW), BigInt(Math.round(atMs - evidenceMs))),
  };
  await addFinding(handle, {
    code: "MISSING_STOP",
    severity: "warning",
    stationId: station.stationId,
    sessionId: session.id,
    data,
  });
  // its connection ended while the session ran: the true stop may be in the station's queue
  const waitMs = known?.wasAway ? WAIT_FOR_OFFLINE_MS : WAIT_FOR_LATE_MS;
  await finalizeLater(handle, session.id, receivedAtMs + waitMs);
  touchSession(context, session.id);
}

import type { SharedStatement } from "@/db/shared-statements";
import { findActiveOn } from "@/server/charging/find-session";
import { iso, touchSession, touchStation, type Hearing } from "@/server/station-events/hearing";
import { keepNextState } from "@/server/charging/keep-state";
import { noteStatusEffects } from "@/server/commands/note-effects";
import type { ChargingState, ConnectorState, StatusChangedEvent } from "@/server/domain/station/event";
import type { Outcome } from "@/server/domain/station/outcome";

/**
 * What a connector's state says about the session on it (billing §3.3). Only 1.6 has these words for connectors; 2.x tells the state
 * with the transaction itself.
 */
export const CHARGING_STATE_OF: Readonly<Partial<Record<ConnectorState, ChargingState>>> = {
  charging: "charging",
  suspended_ev: "idle_ev",
  suspended_evse: "paused_evse",
  finishing: "idle_ev",
};

/**
 * The newest state of a connector wins, by the station's clock; one from the future, told by a clock that was ahead and is right by now, gives way to
 * whatever is told next. Connectors that nobody registered appear.
 */
export async function onStatusChanged(hearing: Hearing, event: StatusChangedEvent): Promise<Outcome> {
  const { handle, station } = hearing;
  const { evse, connector, state, errorCode, info, atMs } = event;
  const { stationId } = station;
  if (evse > 0) await handle.askTogether(registerEvses, { stationId, evse });
  await handle.askTogether(writeStates, { stationId, evse, connector, state, at: iso(atMs), errorCode, info });
  const chargingState = CHARGING_STATE_OF[state];
  if (chargingState) await tellSession(hearing, evse, chargingState, atMs);
  await noteStatusEffects(hearing, event);
  touchStation(hearing);
  return { type: "done" };
}

const registerEvses: SharedStatement<{ stationId: string; evse: number }> = (ask, told) => ask`
  insert into evses (tenant_id, station_id, evse_number)
  select told."tenantId", told."stationId", told.evse
    from jsonb_to_recordset(${told}::text::jsonb) as told ("tenantId" uuid, "stationId" uuid, evse int)
  on conflict do nothing`;

type ConnectorNews = Pick<StatusChangedEvent, "evse" | "connector" | "state" | "errorCode" | "info"> & {
  readonly stationId: string;
  readonly at: string;
};

const writeStates: SharedStatement<ConnectorNews> = (ask, told) => ask`
  insert into connectors as known (tenant_id, station_id, evse_number, connector_number, state, state_at, error_code, error_info)
  select told."tenantId", told."stationId", told.evse, told.connector, told.state, told.at, told."errorCode", told.info
    from jsonb_to_recordset(${told}::text::jsonb)
           as told ("tenantId" uuid, "stationId" uuid, evse int, connector int, state text, at timestamptz, "errorCode" text, info text)
  on conflict (tenant_id, station_id, evse_number, connector_number) do update
     set state = excluded.state, state_at = excluded.state_at, error_code = excluded.error_code, error_info = excluded.error_info
   where known.state_at is null or excluded.state_at >= known.state_at or known.state_at > now()`;

async function tellSession(hearing: Hearing, evse: number, state: ChargingState, atMs: number): Promise<void> {
  const session = (await findActiveOn(hearing, evse)).at(-1);
  if (!session) return;
  await keepNextState(hearing.handle, session, state, atMs);
  touchSession(hearing, session.id);
}

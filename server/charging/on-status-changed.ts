import { batchedQuery, type Numbered } from "@/db/batched-query";
import { findActiveOnEvse } from "@/server/charging/find-session";
import { iso, touchSession, touchStation, type EventContext } from "@/server/station-events/event-context";
import { keepNextState } from "@/server/charging/keep-state";
import { noteStatusEffects } from "@/server/commands/await-effects";
import type { ChargingState, ConnectorState, StatusChangedEvent } from "@/server/domain/station/event";
import type { Outcome } from "@/server/domain/station/outcome";

/**
 * What a connector's state says about the session on it (billing §3.3). Only 1.6 has these states
 * for connectors; 2.x reports the state with the transaction itself.
 */
export const CHARGING_STATE_OF: Readonly<Partial<Record<ConnectorState, ChargingState>>> = {
  charging: "charging",
  suspended_ev: "idle_ev",
  suspended_evse: "paused_evse",
  finishing: "idle_ev",
};

/**
 * The newest state of a connector wins, by the station's clock; one from the future, of a clock
 * that was ahead and is right by now, gives way to the next report. Connectors that nobody
 * registered appear.
 */
export async function onStatusChanged(context: EventContext, event: StatusChangedEvent): Promise<Outcome> {
  const { handle, station } = context;
  const { evse, connector, state, errorCode, info, atMs } = event;
  const { stationId } = station;
  if (evse > 0) await handle.queryBatched(registerEvses, { stationId, evse });
  await handle.queryBatched(writeStates, { stationId, evse, connector, state, at: iso(atMs), errorCode, info });
  const chargingState = CHARGING_STATE_OF[state];
  if (chargingState) await applyToSession(context, evse, chargingState, atMs);
  await noteStatusEffects(context, event);
  touchStation(context);
  return { type: "done" };
}

const registerEvses = batchedQuery(
  { stationId: "uuid", evse: "int" },
  (query, input) => query<Numbered>`
  insert into evses (tenant_id, station_id, evse_number)
  select input."tenantId", input."stationId", input.evse
    from ${input}
  on conflict do nothing`,
);

const CONNECTOR_STATUS = {
  stationId: "uuid",
  evse: "int",
  connector: "int",
  state: "text",
  at: "timestamptz",
  errorCode: "text?",
  info: "text?",
} as const;

const writeStates = batchedQuery(
  CONNECTOR_STATUS,
  (query, input) => query<Numbered>`
  insert into connectors as known (tenant_id, station_id, evse_number, connector_number, state, state_at, error_code,
    error_info)
  select input."tenantId", input."stationId", input.evse, input.connector, input.state, input.at, input."errorCode",
         input.info
    from ${input}
  on conflict (tenant_id, station_id, evse_number, connector_number) do update
     set state = excluded.state, state_at = excluded.state_at, error_code = excluded.error_code,
         error_info = excluded.error_info
   where known.state_at is null or excluded.state_at >= known.state_at or known.state_at > now()`,
);

async function applyToSession(context: EventContext, evse: number, state: ChargingState, atMs: number): Promise<void> {
  const session = (await findActiveOnEvse(context, evse)).at(-1);
  if (!session) return;
  await keepNextState(context.handle, session, state, atMs);
  touchSession(context, session.id);
}

import type { TenantHandle } from "@/db/handle";
import type { SharedStatement } from "@/db/shared-statements";
import { iso } from "@/server/station-events/hearing";
import type { ChargingState } from "@/server/domain/station/event";

/**
 * Writes that a session was in a state from an instant on, unless it already was; the newest one is the session's own. Clocks tick in seconds: of
 * two states of one instant the one that was told later holds.
 */
export async function keepState(
  { askTogether }: TenantHandle,
  session: { readonly id: string },
  state: ChargingState,
  atMs: number,
): Promise<void> {
  await askTogether(writeState, { sessionId: session.id, state, at: iso(atMs), jitterMs: 0 });
}

/**
 * As {@link keepState} for a state that 1.6 tells by a connector's status, one after the other and without a number: one that is dated a moment before
 * the newest was told behind it all the same. Clocks that are set by every heartbeat step back a second now and then.
 */
export async function keepNextState(
  { askTogether }: TenantHandle,
  session: { readonly id: string },
  state: ChargingState,
  atMs: number,
): Promise<void> {
  await askTogether(writeState, { sessionId: session.id, state, at: iso(atMs), jitterMs: JITTER_MS });
}

const JITTER_MS = 5_000;

type News = {
  readonly sessionId: string;
  readonly state: ChargingState;
  readonly at: string;
  readonly jitterMs: number;
};

const writeState: SharedStatement<News> = (ask, told) => ask`
  with told as materialized (
    select told."tenantId", told."sessionId", told.state,
           case when newest.at <= told.at + told."jitterMs" * interval '1 millisecond' then greatest(newest.at, told.at) else told.at end as at
      from jsonb_to_recordset(${told}::text::jsonb)
             as told ("tenantId" uuid, "sessionId" uuid, state text, at timestamptz, "jitterMs" int)
     cross join lateral (
       select max(st.at) as at from session_states st
        where st.tenant_id = told."tenantId" and st.session_id = told."sessionId") newest
  ), news as (
    insert into session_states (tenant_id, session_id, at, state)
    select told."tenantId", told."sessionId", told.at, told.state
      from told
     where told.state is distinct from (
       select st.state from session_states st
        where st.tenant_id = told."tenantId" and st.session_id = told."sessionId" and st.at <= told.at
        order by st.at desc limit 1)
    on conflict (tenant_id, session_id, at) do update set state = excluded.state
  )
  update sessions s set charging_state = told.state
    from told
   where s.tenant_id = told."tenantId" and s.id = told."sessionId" and s.charging_state <> told.state
     and not exists (
       select from session_states st
        where st.tenant_id = s.tenant_id and st.session_id = s.id and st.at > told.at)`;

/**
 * As {@link keepState} for a state that arrives behind newer messages. The state that those told went without saying, because it had not
 * changed; now it is written down where it was last told, so that the late one does not reach beyond it.
 */
export async function keepLateState(
  handle: TenantHandle,
  session: LiveSession,
  state: ChargingState,
  atMs: number,
): Promise<void> {
  await sayWhatWasTold(handle, session, atMs);
  await keepState(handle, session, state, atMs);
}

/**
 * As {@link keepLateState} for a session that has ended. What comes behind the end comes in any order, so each state is written, changed or not, and
 * the session's own stays what it was when it ended.
 */
export async function keepStateBehindEnd(
  handle: TenantHandle,
  session: LiveSession,
  state: ChargingState,
  atMs: number,
): Promise<void> {
  await sayWhatWasTold(handle, session, atMs);
  await handle.ask`
    insert into session_states (tenant_id, session_id, at, state)
    values (${handle.tenantId}::uuid, ${session.id}::uuid, ${iso(atMs)}::timestamptz, ${state}::text)
    on conflict (tenant_id, session_id, at) do update set state = excluded.state`;
}

/** A session with what it told last. */
type LiveSession = {
  readonly id: string;
  readonly chargingState: ChargingState;
  readonly lastMeteredAtMs: number | null;
};

async function sayWhatWasTold(handle: TenantHandle, session: LiveSession, atMs: number): Promise<void> {
  const { id, chargingState, lastMeteredAtMs } = session;
  if (lastMeteredAtMs === null || lastMeteredAtMs <= atMs) return;
  await handle.ask`
    insert into session_states (tenant_id, session_id, at, state)
    values (${handle.tenantId}::uuid, ${id}::uuid, ${iso(lastMeteredAtMs)}::timestamptz, ${chargingState}::text)
    on conflict do nothing`;
}

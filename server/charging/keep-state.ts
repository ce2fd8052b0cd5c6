import type { TenantHandle } from "@/db/handle";
import { batchedQuery, type Numbered } from "@/db/batched-query";
import { iso } from "@/server/station-events/event-context";
import type { ChargingState } from "@/server/domain/station/event";

/**
 * Writes that a session was in a state from an instant on, unless it already was; the newest one is
 * the session's own. Clocks tick in seconds: of two states of one instant the one that was received
 * later holds.
 */
export async function keepState(
  { queryBatched }: TenantHandle,
  session: { readonly id: string },
  state: ChargingState,
  atMs: number,
): Promise<void> {
  await queryBatched(writeState, { sessionId: session.id, state, at: iso(atMs), jitterMs: 0 });
}

/**
 * As {@link keepState} for a state that 1.6 reports by a connector's status, in order and without a
 * number: one that is dated a moment before the newest was sent after it all the same. Clocks that
 * are set by every heartbeat step back a second now and then.
 */
export async function keepNextState(
  { queryBatched }: TenantHandle,
  session: { readonly id: string },
  state: ChargingState,
  atMs: number,
): Promise<void> {
  await queryBatched(writeState, { sessionId: session.id, state, at: iso(atMs), jitterMs: JITTER_MS });
}

const JITTER_MS = 5_000;

const STATE_CHANGE = { sessionId: "uuid", state: "text", at: "timestamptz", jitterMs: "int" } as const;

const writeState = batchedQuery(
  STATE_CHANGE,
  (query, input) => query<Numbered>`
  with input as materialized (
    select input."tenantId", input."sessionId", input.state,
           case when newest.at <= input.at + input."jitterMs" * interval '1 millisecond'
                then greatest(newest.at, input.at) else input.at end as at
      from ${input}
     cross join lateral (
       select max(st.at) as at from session_states st
        where st.tenant_id = input."tenantId" and st.session_id = input."sessionId") newest
  ), news as (
    insert into session_states (tenant_id, session_id, at, state)
    select input."tenantId", input."sessionId", input.at, input.state
      from input
     where input.state is distinct from (
       select st.state from session_states st
        where st.tenant_id = input."tenantId" and st.session_id = input."sessionId" and st.at <= input.at
        order by st.at desc limit 1)
    on conflict (tenant_id, session_id, at) do update set state = excluded.state
  )
  update sessions s set charging_state = input.state
    from input
   where s.tenant_id = input."tenantId" and s.id = input."sessionId" and s.charging_state <> input.state
     and not exists (
       select from session_states st
        where st.tenant_id = s.tenant_id and st.session_id = s.id and st.at > input.at)`,
);

/**
 * As {@link keepState} for a state that arrives behind newer messages. Those repeated an unchanged
 * state without a row. Their row is inserted first; otherwise the late state would appear to last
 * until now.
 */
export async function keepLateState(
  handle: TenantHandle,
  session: LiveSession,
  state: ChargingState,
  atMs: number,
): Promise<void> {
  await writeUnchangedState(handle, session, atMs);
  await keepState(handle, session, state, atMs);
}

/**
 * As {@link keepLateState} for a session that has ended. What comes behind the end comes in any
 * order, so each state is written, changed or not, and the session's own stays what it was when it
 * ended.
 */
export async function keepStateAfterEnd(
  handle: TenantHandle,
  session: LiveSession,
  state: ChargingState,
  atMs: number,
): Promise<void> {
  await writeUnchangedState(handle, session, atMs);
  await handle.query`
    insert into session_states (tenant_id, session_id, at, state)
    values (${handle.tenantId}::uuid, ${session.id}::uuid, ${iso(atMs)}::timestamptz, ${state}::text)
    on conflict (tenant_id, session_id, at) do update set state = excluded.state`;
}

/** A session with its newest state and reading. */
type LiveSession = {
  readonly id: string;
  readonly chargingState: ChargingState;
  readonly lastMeteredAtMs: number | null;
};

async function writeUnchangedState(handle: TenantHandle, session: LiveSession, atMs: number): Promise<void> {
  const { id, chargingState, lastMeteredAtMs } = session;
  if (lastMeteredAtMs === null || lastMeteredAtMs <= atMs) return;
  await handle.query`
    insert into session_states (tenant_id, session_id, at, state)
    values (${handle.tenantId}::uuid, ${id}::uuid, ${iso(lastMeteredAtMs)}::timestamptz, ${chargingState}::text)
    on conflict do nothing`;
}

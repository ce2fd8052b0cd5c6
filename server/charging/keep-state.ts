import type { TenantHandle } from "@/db/handle";
import { iso } from "@/server/charging/hearing";
import type { ChargingState } from "@/server/domain/station/event";

/** Writes that a session was in a state from an instant on, unless it already was; the newest one is the session's own. */
export async function keepState(
  { ask, tenantId }: TenantHandle,
  session: { readonly id: string },
  state: ChargingState,
  atMs: number,
): Promise<void> {
  const at = iso(atMs);
  await ask`
    with told as (
      insert into session_states (tenant_id, session_id, at, state)
      select ${tenantId}::uuid, ${session.id}::uuid, ${at}::timestamptz, ${state}::text
       where ${state}::text is distinct from (
         select st.state from session_states st
          where st.tenant_id = ${tenantId}::uuid and st.session_id = ${session.id}::uuid and st.at <= ${at}::timestamptz
          order by st.at desc limit 1)
      on conflict do nothing
    )
    update sessions s set charging_state = ${state}::text
     where s.tenant_id = ${tenantId}::uuid and s.id = ${session.id}::uuid and s.charging_state <> ${state}::text
       and not exists (
         select from session_states st
          where st.tenant_id = s.tenant_id and st.session_id = s.id and st.at > ${at}::timestamptz)`;
}

/**
 * As {@link keepState} for a state that arrives behind newer messages. The state that those told went without saying, because it had not
 * changed; now it is written down where it was last told, so that the late one does not reach beyond it.
 */
export async function keepLateState(
  handle: TenantHandle,
  session: { readonly id: string; readonly chargingState: ChargingState; readonly lastMeteredAtMs: number | null },
  state: ChargingState,
  atMs: number,
): Promise<void> {
  const { id, chargingState, lastMeteredAtMs } = session;
  if (lastMeteredAtMs !== null && lastMeteredAtMs > atMs) {
    await handle.ask`
      insert into session_states (tenant_id, session_id, at, state)
      values (${handle.tenantId}::uuid, ${id}::uuid, ${iso(lastMeteredAtMs)}::timestamptz, ${chargingState}::text)
      on conflict do nothing`;
  }
  await keepState(handle, session, state, atMs);
}

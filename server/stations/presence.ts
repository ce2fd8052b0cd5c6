import { type SQL, sql } from "drizzle-orm";

/**
 * connected: a living gateway holds its socket; disconnected: it was here; never: it has not
 * connected yet.
 */
export type Presence = "online" | "offline" | "never";

/**
 * Whether station `t` of the statement around it is online: a gateway seen in the last twenty
 * seconds holds its socket.
 */
export const IS_ONLINE: SQL = sql`exists (select from gateways gw
  where gw.id = t.gateway_id and gw.seen_at > now() - interval '20 seconds')`;

/** Presence of station `t` in a word. */
export const PRESENCE: SQL = sql`case when ${IS_ONLINE} then 'online'
  when t.connected_at is null and t.last_seen_at is null then 'never' else 'offline' end`;

/**
 * The state of connector `c` in a word. OCPP 2.x says only "occupied" of a connector in use; what
 * its session does says more.
 */
export const CONNECTOR_STATE: SQL = sql`case when c.state = 'occupied' then coalesce((
    select case s.charging_state when 'charging' then 'charging' when 'idle_ev' then 'suspended_ev'
           when 'paused_evse' then 'suspended_evse' end
      from sessions s
     where s.tenant_id = c.tenant_id and s.station_id = c.station_id and s.evse_number = c.evse_number
       and s.state = 'active'
     order by s.started_at desc limit 1), c.state) else c.state end`;

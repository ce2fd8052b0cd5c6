import { type SQL, sql } from "drizzle-orm";

/** connected: a living gateway holds its socket; disconnected: it was here; never: it has not connected yet. */
export type Presence = "online" | "offline" | "never";

/** Whether station `t` of the statement around it is online: a gateway seen in the last twenty seconds holds its socket. */
export const IS_ONLINE: SQL = sql`exists (select from gateways gw
  where gw.id = t.gateway_id and gw.seen_at > now() - interval '20 seconds')`;

/** Presence of station `t` in a word. */
export const PRESENCE: SQL = sql`case when ${IS_ONLINE} then 'online'
  when t.connected_at is null and t.last_seen_at is null then 'never' else 'offline' end`;

/** Postgres's text of an instant, as raw statements give it. */
export const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));

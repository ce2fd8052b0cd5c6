import { sql } from "drizzle-orm";
import type { TenantRead } from "@/db/tenant";
import { CONNECTOR_STATE } from "@/server/stations/presence";
import type { ConnectorState } from "@/server/domain/station/event";

export type LiveSession = {
  readonly sessionId: string;
  readonly number: number;
  readonly stationName: string;
  readonly evse: number;
  readonly siteName: string;
  /** driver or partner; else the token's label; null: nobody showed a token */
  readonly holder: string | null;
  readonly tokenUid: string | null;
  /** ISO instant */
  readonly startedAt: string;
  readonly powerW: number | null;
  readonly socPercent: number | null;
  /** whole milli-watt-hours as text */
  readonly energyMilliWh: string | null;
  readonly chargingState: string;
  /** false: its station is not connected; the figures are from before */
  readonly isOnline: boolean;
};

export type SiteState = {
  readonly siteId: string;
  readonly name: string;
  readonly city: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly stations: number;
  readonly online: number;
  readonly offline: number;
  readonly charging: number;
  readonly faulted: number;
};

export type LiveNow = {
  /** gateways that were seen in the last twenty seconds; none: nothing on this page moves */
  readonly gateways: number;
  readonly stations: number;
  readonly stationsOnline: number;
  readonly activeSessions: number;
  /** watts, of sessions at connected stations, as last measured */
  readonly powerW: number;
  /**
   * connectors by state; those of stations that are not connected count as "offline" or, when they
   * never were, "never"
   */
  readonly connectors: Readonly<Partial<Record<ConnectorState | "offline" | "never" | "unknown", number>>>;
  readonly sessions: readonly LiveSession[];
  readonly sites: readonly SiteState[];
};

/** Sessions, power and connectors at this moment, in one statement. */
export async function liveNow(db: TenantRead, shownSessions: number): Promise<LiveNow> {
  const [row] = await db.execute<LiveNow>(sql`
    with living as (select id from gateways where seen_at > now() - interval '20 seconds'),
    places as (
      select t.id, t.name, t.site_id, coalesce(t.gateway_id in (select id from living), false) as online,
             t.connected_at is null and t.last_seen_at is null as never
        from stations t
    ),
    plugs as (
      select c.station_id, p.site_id,
             case when p.never then 'never' when not p.online then 'offline'
                  else coalesce(${CONNECTOR_STATE}, 'unknown') end as word
        from connectors c join places p on p.id = c.station_id where c.evse_number > 0
    ),
    running as (
      select s.id, s.number, p.name as station, s.evse_number, p.site_id, p.online,
             coalesce(d.name, m.name, k.label) as holder,
             s.token_uid, s.started_at, s.power_w, s.soc_percent, s.charging_state,
             s.last_register_milli_wh - s.meter_start_milli_wh as energy
        from sessions s join places p on p.id = s.station_id
        left join tokens k on k.tenant_id = s.tenant_id and k.id = s.token_id
        left join drivers d on d.tenant_id = k.tenant_id and d.id = k.driver_id
        left join emsps m on m.tenant_id = k.tenant_id and m.id = k.emsp_id
       where s.state = 'active'
    )
    select (select count(*) from living)::int as gateways,
           (select count(*) from places)::int as stations,
           (select count(*) from places where online)::int as "stationsOnline",
           (select count(*) from running)::int as "activeSessions",
           (select coalesce(sum(power_w), 0) from running where online)::float8 as "powerW",
           (select coalesce(jsonb_object_agg(word, n), '{}')
            from (select word, count(*) as n from plugs group by word) w) as connectors,
           (select coalesce(jsonb_agg(jsonb_build_object('sessionId', r.id, 'number', r.number, 'stationName',
            r.station,
                'evse', r.evse_number, 'siteName', i.name, 'holder', r.holder, 'tokenUid', r.token_uid, 'startedAt',
                r.started_at,
                'powerW', r.power_w, 'socPercent', r.soc_percent, 'energyMilliWh', r.energy::text,
                'chargingState', r.charging_state, 'isOnline', r.online) order by r.started_at desc, r.id), '[]')
              from (select * from running order by started_at desc, id limit ${shownSessions}) r join sites i
                on i.id = r.site_id) as sessions,
           (select coalesce(jsonb_agg(jsonb_build_object('siteId', i.id, 'name', i.name, 'city', i.city,
                'latitude', i.latitude::float8, 'longitude', i.longitude::float8,
                'stations', (select count(*) from places p where p.site_id = i.id),
                'online', (select count(*) from places p where p.site_id = i.id and p.online),
                'offline', (select count(*) from places p where p.site_id = i.id and not p.online and not p.never),
                'charging', (select count(*) from running r where r.site_id = i.id),
                'faulted', (select count(distinct g.station_id) from plugs g where g.site_id = i.id
                and g.word = 'faulted'))
                order by i.name), '[]') from sites i) as sites`);
  if (!row) throw new Error("a statement of aggregates gave no row");
  return row;
}

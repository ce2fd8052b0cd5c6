import { dateOf } from "@/db/query";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { TenantRead } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import type { ConnectorState } from "@/server/domain/station/event";
import { connectAddress } from "./address";
import { CONNECTOR_STATE, type Presence, PRESENCE } from "./presence";

export const GetStation = z.object({ stationId: z.uuid() });

/** A session that runs at an EVSE now, as the station last metered it. */
export type RunningSession = {
  readonly sessionId: string;
  readonly number: number;
  /** ISO instant */
  readonly startedAt: string;
  readonly tokenUid: string | null;
  readonly holder: string | null;
  readonly powerW: number | null;
  readonly socPercent: number | null;
  /** whole milli-watt-hours as text; null until the meter spoke */
  readonly energyMilliWh: string | null;
  readonly chargingState: string;
};

export type StationEvse = {
  readonly evse: number;
  readonly kind: "AC" | "DC";
  readonly maxPowerW: number | null;
  readonly connectors: readonly {
    readonly connector: number;
    readonly standard: string | null;
    readonly state: ConnectorState | null;
    readonly stateAt: string | null;
    readonly errorCode: string | null;
    readonly errorInfo: string | null;
  }[];
  readonly session: RunningSession | null;
};

type Row = Omit<
  StationDetail,
  "address" | "lastSeenAt" | "bootedAt" | "connectedAt" | "disconnectedAt" | "createdAt"
> & {
  readonly lastSeenAt: string | null;
  readonly bootedAt: string | null;
  readonly connectedAt: string | null;
  readonly disconnectedAt: string | null;
  readonly createdAt: string;
};

export type StationDetail = {
  readonly stationId: string;
  readonly identity: string;
  readonly name: string;
  readonly siteId: string;
  readonly siteName: string;
  readonly street: string;
  readonly city: string;
  readonly timeZone: string;
  readonly presence: Presence;
  readonly registration: "accepted" | "pending" | "rejected";
  readonly schemaMode: "tolerant" | "strict";
  readonly isTest: boolean;
  readonly ocppVersion: string | null;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly serialNumber: string | null;
  readonly meterSerialNumber: string | null;
  readonly firmwareVersion: string | null;
  readonly lastSeenAt: Date | null;
  readonly bootedAt: Date | null;
  readonly connectedAt: Date | null;
  readonly disconnectedAt: Date | null;
  readonly createdAt: Date;
  readonly hasCredential: boolean;
  /** a password was sent to it, and nobody knows yet whether it took it over */
  readonly isCredentialPending: boolean;
  /** nothing hangs on it yet: it may be removed */
  readonly isUnused: boolean;
  readonly openFindings: number;
  readonly evses: readonly StationEvse[];
  /** where it connects: the gateway's address and its identity */
  readonly address: string;
};

/**
 * One station with its EVSEs, connectors and running sessions, in one statement.
 * @throws Refusal NOT_FOUND
 */
export async function getStation(db: TenantRead, { stationId }: z.infer<typeof GetStation>): Promise<StationDetail> {
  const [row] = await db.execute<Row>(sql`
    select t.id as "stationId", t.identity, t.name, t.site_id as "siteId", p.name as "siteName", p.street, p.city,
           p.time_zone as "timeZone", ${PRESENCE} as presence, t.registration, t.ocpp_version as "ocppVersion",
           t.vendor, t.model, t.schema_mode as "schemaMode", t.is_test as "isTest",
           t.serial_number as "serialNumber", t.meter_serial_number as "meterSerialNumber",
           t.firmware_version as "firmwareVersion",
           t.last_seen_at as "lastSeenAt", t.booted_at as "bootedAt", t.connected_at as "connectedAt",
           t.disconnected_at as "disconnectedAt", t.created_at as "createdAt",
           t.credential_hash is not null as "hasCredential",
           t.pending_credentials @> '[{"isOpen":true}]' as "isCredentialPending",
           t.connected_at is null
             and not exists (select from sessions s where s.tenant_id = t.tenant_id and s.station_id = t.id)
             and not exists (select from station_events v where v.tenant_id = t.tenant_id
             and v.station_id = t.id) as "isUnused",
           (select count(*)::int from findings f
             where f.tenant_id = t.tenant_id and f.station_id = t.id and f.resolved_at is null) as "openFindings",
           ${EVSES} as evses
      from stations t join sites p on p.tenant_id = t.tenant_id and p.id = t.site_id
     where t.id = ${stationId}::uuid`);
  if (!row) throw new Refusal("station_not_found");
  return {
    ...row,
    lastSeenAt: dateOf(row.lastSeenAt),
    bootedAt: dateOf(row.bootedAt),
    connectedAt: dateOf(row.connectedAt),
    disconnectedAt: dateOf(row.disconnectedAt),
    createdAt: new Date(row.createdAt),
    address: connectAddress(row.identity),
  };
}

const EVSES = sql`coalesce((
  select jsonb_agg(jsonb_build_object('evse', e.evse_number, 'kind', e.current_kind, 'maxPowerW', e.max_power_w,
      'connectors', coalesce((select jsonb_agg(jsonb_build_object('connector', c.connector_number, 'standard',
      c.standard,
          'state', ${CONNECTOR_STATE}, 'stateAt', c.state_at, 'errorCode', c.error_code, 'errorInfo', c.error_info)
          order by c.connector_number)
        from connectors c where c.tenant_id = e.tenant_id and c.station_id = e.station_id
          and c.evse_number = e.evse_number), '[]'),
      'session', (select jsonb_build_object('sessionId', s.id, 'number', s.number, 'startedAt', s.started_at,
          'tokenUid', s.token_uid, 'holder', coalesce(d.name, m.name), 'powerW', s.power_w, 'socPercent', s.soc_percent,
          'energyMilliWh', (s.last_register_milli_wh - s.meter_start_milli_wh)::text, 'chargingState', s.charging_state)
        from sessions s
        left join tokens k on k.tenant_id = s.tenant_id and k.id = s.token_id
        left join drivers d on d.tenant_id = k.tenant_id and d.id = k.driver_id
        left join emsps m on m.tenant_id = k.tenant_id and m.id = k.emsp_id
       where s.tenant_id = e.tenant_id and s.station_id = e.station_id and s.evse_number = e.evse_number
         and s.state = 'active'
       order by s.started_at desc limit 1)) order by e.evse_number)
    from evses e where e.tenant_id = t.tenant_id and e.station_id = t.id and e.evse_number > 0), '[]')`;

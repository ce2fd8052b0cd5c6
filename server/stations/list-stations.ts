import { dateOf } from "@/db/query";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { TenantRead } from "@/db/tenant";
import type { ConnectorState } from "@/server/domain/station/event";
import { type PageCursors, pageInput, pageOf, type PagePosition, positionOf } from "@/server/listing/keyset";
import { containsPattern } from "@/server/listing/like";
import { CONNECTOR_STATE, IS_ONLINE, type Presence, PRESENCE } from "./presence";

export const STATION_STATES = ["online", "offline", "charging", "faulted", "finding", "deviating"] as const;
const SORTS = ["site", "name", "identity", "seen", "-site", "-name", "-identity", "-seen"] as const;

export const ListStations = z.object({
  query: z.string().trim().max(100).default(""),
  siteIds: z.array(z.uuid()).max(200).default([]),
  states: z.array(z.enum(STATION_STATES)).default([]),
  sort: z.enum(SORTS).default("site"),
  ...pageInput(100, 500),
});

export type ListedConnector = {
  readonly evse: number;
  readonly connector: number;
  readonly state: ConnectorState | null;
  readonly errorCode: string | null;
  readonly kind: "AC" | "DC";
  readonly maxPowerW: number | null;
};

export type ListedStation = {
  readonly stationId: string;
  readonly name: string;
  readonly identity: string;
  readonly siteId: string;
  readonly siteName: string;
  readonly city: string;
  readonly timeZone: string;
  readonly ocppVersion: string | null;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly firmwareVersion: string | null;
  readonly presence: Presence;
  readonly lastSeenAt: Date | null;
  readonly connectors: readonly ListedConnector[];
  readonly activeSessions: number;
  /** sum of the last measured powers of its sessions */
  readonly powerW: number;
};

export type StationPage = PageCursors & {
  readonly stations: readonly ListedStation[];
  /** all that match the filters, on whatever page */
  readonly total: number;
};

type Row = Omit<ListedStation, "lastSeenAt"> & {
  readonly lastSeenAt: string | null;
  readonly total: number;
  readonly key1: string;
  readonly key2: string;
};

const SORT_KEYS: Readonly<Record<"site" | "name" | "identity" | "seen", readonly [SQL, SQL]>> = {
  site: [sql`lower(p.name)`, sql`lower(t.name)`],
  name: [sql`lower(t.name)`, sql`''`],
  identity: [sql`lower(t.identity)`, sql`''`],
  seen: [
    sql`coalesce(to_char(t.last_seen_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '')`,
    sql`lower(t.name)`,
  ],
};

const KeysAndId = z.tuple([z.string(), z.string(), z.uuid()]);

/** One page of stations with their connectors' states, in one statement. */
export async function listStations(db: TenantRead, input: z.infer<typeof ListStations>): Promise<StationPage> {
  const column = input.sort.replace(/^-/, "") as keyof typeof SORT_KEYS;
  const [key1, key2] = SORT_KEYS[column];
  const position = positionOf(input, KeysAndId);
  const isDescending = input.sort.startsWith("-") !== position.isBackwards;
  const direction = isDescending ? sql`desc` : sql`asc`;
  const found = await db.execute<Row>(sql`
    with matching as (
      select t.id, ${key1} as key1, ${key2} as key2 from stations t
        join sites p on p.tenant_id = t.tenant_id and p.id = t.site_id
       where ${filtersOf(input)}
    ), page as (
      select * from matching m ${keysetCondition(position, isDescending)}
       order by m.key1 ${direction}, m.key2 ${direction}, m.id ${direction} limit ${input.limit + 1}
    )
    select t.id as "stationId", t.name, t.identity, t.site_id as "siteId", p.name as "siteName", p.city,
           p.time_zone as "timeZone",
           t.ocpp_version as "ocppVersion", t.vendor, t.model, t.firmware_version as "firmwareVersion",
           ${PRESENCE} as presence, t.last_seen_at as "lastSeenAt",
           c.connectors, s.count as "activeSessions", s.power as "powerW",
           page.key1, page.key2, (select count(*) from matching)::int as total
      from page
      join stations t on t.id = page.id
      join sites p on p.tenant_id = t.tenant_id and p.id = t.site_id
      cross join lateral (${CONNECTORS}) c
      cross join lateral (select count(*)::int as count, coalesce(sum(s.power_w), 0)::float8 as power from sessions s
         where s.tenant_id = t.tenant_id and s.station_id = t.id and s.state = 'active') s
     order by page.key1 ${direction}, page.key2 ${direction}, page.id ${direction}`);
  const { rows, ...ends } = pageOf(found, input.limit, position, ({ key1, key2, stationId }) => [
    key1,
    key2,
    stationId,
  ]);
  return { stations: rows.map(stationOf), total: found[0]?.total ?? 0, ...ends };
}

/**
 * Every EVSE of station `t` with its connectors; an EVSE whose connectors never reported stands
 * there without a state.
 */
const CONNECTORS = sql`select coalesce(jsonb_agg(jsonb_build_object(
      'evse', e.evse_number, 'connector', coalesce(c.connector_number, 1), 'state', ${CONNECTOR_STATE}, 'errorCode',
      c.error_code,
      'kind', e.current_kind, 'maxPowerW', e.max_power_w) order by e.evse_number, c.connector_number),
      '[]') as connectors
  from evses e
  left join connectors c on c.tenant_id = e.tenant_id and c.station_id = e.station_id and c.evse_number = e.evse_number
 where e.tenant_id = t.tenant_id and e.station_id = t.id and e.evse_number > 0`;

const STATE_FILTERS: Readonly<Record<(typeof STATION_STATES)[number], SQL>> = {
  online: IS_ONLINE,
  offline: sql`not ${IS_ONLINE}`,
  charging: sql`exists (select from sessions s where s.tenant_id = t.tenant_id and s.station_id = t.id
  and s.state = 'active')`,
  faulted: sql`exists (select from connectors c where c.tenant_id = t.tenant_id and c.station_id = t.id
  and c.state = 'faulted')`,
  finding: sql`exists (select from findings f
    where f.tenant_id = t.tenant_id and f.station_id = t.id and f.session_id is null and f.resolved_at is null
      and f.severity <> 'info')`,
  deviating: sql`exists (select from station_deviations d where d.tenant_id = t.tenant_id and d.station_id = t.id
    and d.last_at > now() - interval '30 days')`,
};

function filtersOf({ query, siteIds, states }: z.infer<typeof ListStations>): SQL {
  const all: SQL[] = [sql`true`];
  if (query !== "") {
    const part = containsPattern(query);
    all.push(sql`(t.name ilike ${part} or t.identity ilike ${part} or p.name ilike ${part} or p.city ilike ${part}
      or t.vendor ilike ${part} or t.model ilike ${part} or t.serial_number ilike ${part})`);
  }
  if (siteIds.length > 0) all.push(sql`t.site_id = any (string_to_array(${siteIds.join(",")}, ',')::uuid[])`);
  if (states.length > 0) {
    all.push(
      sql`(${sql.join(
        states.map((state) => STATE_FILTERS[state]),
        sql` or `,
      )})`,
    );
  }
  return sql.join(all, sql` and `);
}

function keysetCondition({ keys }: PagePosition<z.infer<typeof KeysAndId>>, isDescending: boolean): SQL {
  if (keys === null) return sql``;
  const [key1, key2, id] = keys;
  return sql`where (m.key1, m.key2, m.id) ${isDescending ? sql`<` : sql`>`} (${key1}, ${key2}, ${id}::uuid)`;
}

const stationOf = ({ total: _total, key1: _key1, key2: _key2, lastSeenAt, ...row }: Row): ListedStation => ({
  ...row,
  lastSeenAt: dateOf(lastSeenAt),
});

import { sql } from "drizzle-orm";
import type { Query } from "@/db/query";
import { queryOf } from "@/db/handle";
import type { TenantRead } from "@/db/tenant";
import type { ConnectorState } from "@/server/domain/station/event";
import { stateLane, type StateSpan, type ReportedState } from "@/server/domain/station/state-lane";
import { SESSION_ENERGY, SESSION_RECORD } from "@/server/rating/session-energy";

const DAY_MS = 86_400_000;

export type LaneSession = {
  readonly sessionId: string;
  readonly number: number;
  readonly fromMs: number;
  /** null while it runs */
  readonly toMs: number | null;
  /** whole milli-watt-hours as text; null until the meter spoke */
  readonly energyMilliWh: string | null;
};

/**
 * One EVSE over the day: its states without gap or overlap, its sessions in the order they began.
 * Instants in epoch milliseconds.
 */
export type DayLane = {
  readonly evse: number;
  readonly states: readonly StateSpan[];
  readonly sessions: readonly LaneSession[];
};

export type LastDay = { readonly fromMs: number; readonly toMs: number; readonly lanes: readonly DayLane[] };

type ReportedRow = {
  readonly evse: number;
  readonly connector: number;
  readonly at: string;
  readonly state: ConnectorState;
};
type SessionRow = Omit<LaneSession, "fromMs" | "toMs"> & {
  readonly evse: number;
  readonly from: string;
  readonly to: string | null;
};

/**
 * What each EVSE of a station was during the twenty-four hours until `nowMs`, by the station's own
 * words and clock.
 */
export async function lastDay(db: TenantRead, stationId: string, nowMs: number): Promise<LastDay> {
  const fromMs = nowMs - DAY_MS;
  const from = new Date(fromMs).toISOString();
  const query = queryOf(db);
  const evses = await query<{ evse: number }>`
    select evse_number as evse from evses where station_id = ${stationId}::uuid and evse_number > 0
           order by evse_number`;
  const reported = await reportedStates(query, { tenantId: db.tenantId, stationId, from });
  const sessionRows = await db.execute<SessionRow>(sql`
    select s.id as "sessionId", s.number, s.evse_number as evse, s.started_at as "from", s.ended_at as "to",
           ${SESSION_ENERGY} as "energyMilliWh"
      from sessions s
      ${SESSION_RECORD}
     where s.station_id = ${stationId}::uuid and s.started_at > ${from}::timestamptz - interval '7 days'
       and (s.ended_at is null or s.ended_at > ${from}::timestamptz)
     order by s.started_at`);
  const lanes = evses.map(({ evse }) => ({
    evse,
    states: stateLane(
      reported.filter((one) => one.evse === evse || one.evse === 0).map(asReportedState),
      fromMs,
      nowMs,
    ),
    sessions: sessionRows.filter((one) => one.evse === evse).map(asLaneSession),
  }));
  return { fromMs, toMs: nowMs, lanes };
}

/**
 * The states of the window, and of each connector the one it had before: its last one, unless it
 * reported another since. OCPP 2.x reports them also as events (N07).
 */
const reportedStates = (
  query: Query,
  of: { tenantId: string; stationId: string; from: string },
): Promise<readonly ReportedRow[]> =>
  query<ReportedRow>`
    with input as not materialized (
      select v.received_at, one.evse, one.connector, one.state, one."atMs"
        from station_events v
        cross join lateral jsonb_to_recordset(
          case v.type when 'status-changed' then jsonb_build_array(v.event) else v.event->'statuses' end
        ) as one (evse int, connector int, state text, "atMs" numeric)
       where v.tenant_id = ${of.tenantId}::uuid and v.station_id = ${of.stationId}::uuid
         and v.type in ('status-changed', 'fault-noticed')
    )
    select evse, connector, state, to_timestamp("atMs" / 1000) as at from input
           where received_at >= ${of.from}::timestamptz
    union all
    select c.evse_number, c.connector_number, coalesce(before.state, c.state),
           coalesce(to_timestamp(before."atMs" / 1000), c.state_at)
      from connectors c
      left join lateral (
        select input.state, input."atMs" from input
         where c.state_at >= ${of.from}::timestamptz and input.received_at < ${of.from}::timestamptz
           and input.evse = c.evse_number and input.connector = c.connector_number
         order by input.received_at desc limit 1
      ) before on true
     where c.station_id = ${of.stationId}::uuid and (before.state is not null or c.state_at < ${of.from}::timestamptz)`;

/** Connector 0 is the whole station, which OCPP calls EVSE 0. */
const asReportedState = ({ evse, connector, at, state }: ReportedRow): ReportedState => ({
  atMs: Date.parse(at),
  connector: evse === 0 ? 0 : connector,
  state,
});

const asLaneSession = ({ evse: _, from, to, ...rest }: SessionRow): LaneSession => ({
  ...rest,
  fromMs: Date.parse(from),
  toMs: to === null ? null : Date.parse(to),
});

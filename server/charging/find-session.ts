import { batchedQuery, type Numbered } from "@/db/batched-query";
import { iso, type EventContext } from "@/server/station-events/event-context";
import type { ChargingState, SessionRef } from "@/server/domain/station/event";

/** A session as the reactions know it. */
export type FoundSession = {
  readonly id: string;
  readonly number: number;
  readonly state: "active" | "ended";
  readonly billingState: string;
  readonly evseNumber: number;
  readonly siteId: string;
  readonly tokenUid: string | null;
  readonly billingAccountId: string | null;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
  readonly chargingState: ChargingState;
  readonly lastMeteredAtMs: number | null;
  readonly meterStartMilliWh: string | null;
  readonly lastRegisterMilliWh: string | null;
};

/**
 * The session that this station names, locked until the end of the transaction; null when there is
 * none.
 */
export async function findSession({ handle, station }: EventContext, ref: SessionRef): Promise<FoundSession | null> {
  const [session] = await handle.queryBatched(sessionsOfStation, {
    stationId: station.stationId,
    number: ref.by === "number" ? String(ref.sessionNumber) : null,
    transactionId: ref.by === "station-id" ? ref.transactionId : null,
    activeOnEvse: null,
  });
  return session ?? null;
}

/** The sessions that run on an EVSE, oldest first, locked. */
export const findActiveOnEvse = ({ handle, station }: EventContext, evse: number): Promise<readonly FoundSession[]> =>
  handle.queryBatched(sessionsOfStation, {
    stationId: station.stationId,
    number: null,
    transactionId: null,
    activeOnEvse: evse,
  });

/** What a stop without a true number says of its session. */
export type StopWithoutId = {
  readonly atMs: number;
  readonly uid: string | null;
  readonly registerMilliWh: bigint | null;
};

/** Clocks that were set in the course of a session may put its end before its start. */
const MAX_END_BEFORE_START_S = 3_600;

/**
 * Stations of 1.6 exist that end a transaction under the number -1 or 0, because they do not take
 * over the number that the start was answered with (M15), under one of their own, or under that of
 * the session before. Null unless exactly one running session of the station can be meant.
 */
export async function findSessionWithoutId(context: EventContext, stop: StopWithoutId): Promise<FoundSession | null> {
  const { handle, station } = context;
  const register = stop.registerMilliWh === null ? null : String(stop.registerMilliWh);
  const [one, ...others] = await handle.query<{ number: number }>`
    select number from sessions
     where tenant_id = ${handle.tenantId}::uuid and station_id = ${station.stationId}::uuid and state = 'active'
       and transaction_id is null
       and started_at <= ${iso(stop.atMs)}::timestamptz + make_interval(secs => ${MAX_END_BEFORE_START_S}::int)
       and (${stop.uid}::text is null or lower(token_uid) = lower(${stop.uid}::text))
       and (${register}::bigint is null or meter_start_milli_wh <= ${register}::bigint)
     limit 2`;
  return one && others.length === 0 ? findSession(context, { by: "number", sessionNumber: one.number }) : null;
}

/**
 * A station's sessions by number, by its own id or by the EVSE they run on: the one of the three
 * that is no null.
 */
const WHICH = { stationId: "uuid", number: "bigint?", transactionId: "text?", activeOnEvse: "int?" } as const;

const sessionsOfStation = batchedQuery(
  WHICH,
  (query, input) => query<Numbered<FoundSession>>`
  with input as materialized (
    select * from ${input}
  ), named as materialized (
    select input.*, s.id from input join sessions s on s.number = input.number and s.station_id = input."stationId"
    union all
    select input.*, s.id from input
      join sessions s on s.station_id = input."stationId" and s.transaction_id = input."transactionId"
    union all
    select input.*, s.id from input
      join sessions s on s.tenant_id = input."tenantId" and s.station_id = input."stationId"
        and s.evse_number = input."activeOnEvse"
                     and s.state = 'active'
  )
  select named.n, s.id, s.number, s.state, s.billing_state as "billingState", s.evse_number as "evseNumber",
         s.site_id as "siteId",
         s.token_uid as "tokenUid", s.billing_account_id as "billingAccountId", s.charging_state as "chargingState",
         (extract(epoch from s.started_at) * 1000)::float8 as "startedAtMs",
         (extract(epoch from s.ended_at) * 1000)::float8 as "endedAtMs",
         (extract(epoch from s.last_metered_at) * 1000)::float8 as "lastMeteredAtMs",
         s.meter_start_milli_wh::text as "meterStartMilliWh", s.last_register_milli_wh::text as "lastRegisterMilliWh"
    from named join sessions s on s.id = named.id and s.tenant_id = named."tenantId"
   where named."activeOnEvse" is null or s.state = 'active'
   order by s.started_at, s.id
     for no key update of s`,
);

import type { GatewayTransaction } from "@/db/gateway";
import type { AuthenticatedStation } from "@/server/station-events/exchange";
import { batchOf, type RowOf } from "@/db/batch";
import { queryIn } from "@/db/handle";
import { fitBigint, fitReal } from "@/db/pg-array";
import type { ChargingState, MeterReading, SessionMeteredEvent } from "@/server/domain/station/event";

/** One message of the hot path: readings, perhaps a state, no token. */
export type MeteredMessage = {
  readonly station: AuthenticatedStation;
  readonly event: SessionMeteredEvent;
  readonly receivedAtMs: number;
};

/** What became of the n-th message; those without a session of theirs are not listed. */
export type MeteredResult = {
  readonly index: number;
  readonly sessionId: string | null;
  /**
   * "live": the session was updated; "placed": so it was, and its EVSE is known now; "unopened": a
   * 2.x transaction that nobody opened, nothing was written; "late-state": its state is older than
   * the session's newest reading or state; "ended": the session has ended, its readings count;
   * "too-late": its charge record has been issued.
   */
  readonly kind: "live" | "placed" | "unopened" | "late-state" | "too-late" | "ended";
  readonly chargingState: ChargingState | null;
  readonly lastMeteredAtMs: number | null;
};

/**
 * The hot path: readings of many stations, and their sessions' live values, in one statement. A
 * repeated reading changes nothing; an older message never overwrites a newer one (2.x: by its
 * sequence number, whatever the clock). Sessions are found by number or station, not by tenant: a
 * young table without statistics would be read by a tenant index, 30 times slower.
 * @param messages at most one of each station
 */
export async function writeMetered(
  sql: GatewayTransaction,
  messages: readonly MeteredMessage[],
): Promise<readonly MeteredResult[]> {
  const rows = messages.flatMap(toRows);
  return queryIn(sql)<MeteredResult>`
    with input as materialized (
      select input.*, known.*, to_timestamp(at_ms / 1000) as at,
             case when seq_no > last_seq_no then greatest(to_timestamp(at_ms / 1000), known_until)
                  else to_timestamp(at_ms / 1000) end as live_at,
             case when new_state is null then null when seq_no > last_seq_no
                  then greatest(to_timestamp(state_at_ms / 1000), known_until)
                  else to_timestamp(state_at_ms / 1000) end as state_at
        from ${meteredRows(rows)}
        left join lateral (
          select s.id as session_id, s.number as session_number, s.state, s.billing_state, s.charging_state,
                 s.last_metered_at,
                 s.evse_number as session_evse, null::int as last_seq_no, null::timestamptz as known_until
            from (select * from sessions where sessions.number = input.number offset 0) s
           where s.station_id = input.station_id
             -- well after its end, and another runs there: the number of the session before
             and (s.state = 'active' or s.ended_at + interval '1 minute' >= to_timestamp(at_ms / 1000) or not exists (
               select from sessions other
                where other.tenant_id = input.tenant_id and other.station_id = input.station_id
                  and other.evse_number = input.evse and other.state = 'active'))
          union all
          select s.id, s.number, s.state, s.billing_state, s.charging_state, s.last_metered_at, s.evse_number,
                 upper(s.seq_nos) - 1,
                 greatest(s.last_metered_at, s.started_at)
            from sessions s
           where s.station_id = input.station_id and s.transaction_id = input.transaction_id
          union all
          -- under no true number: the one session that runs there, when the register can be its own
          select s.id, s.number, s.state, s.billing_state, s.charging_state, s.last_metered_at, s.evse_number,
                 null::int, null::timestamptz
            from sessions s
           where s.tenant_id = input.tenant_id and s.station_id = input.station_id and s.state = 'active'
             and input.transaction_id is null and s.evse_number = input.evse and input.evse > 0
             and s.started_at <= to_timestamp(at_ms / 1000)
             and (register is null or register between s.meter_start_milli_wh and
                  coalesce(s.last_register_milli_wh, s.meter_start_milli_wh) + 100000
                  + extract(epoch from to_timestamp(at_ms / 1000) - s.started_at) * 277778)
             and not exists (
               select from sessions other
                where other.tenant_id = s.tenant_id and other.station_id = s.station_id and other.state = 'active'
                  and other.evse_number = s.evse_number and other.id <> s.id)
          limit 1) known on true
    ), kept as (
      insert into meter_readings
        (tenant_id, station_id, evse_number, at, received_at, context, session_id, register_milli_wh, power_w,
         current_a, voltage_v, soc_percent)
      select tenant_id, station_id, case when evse = 0 then coalesce(session_evse, 0) else evse end, at,
             to_timestamp(received_at_ms / 1000), context, session_id, register, power_w, current_a, voltage_v,
             soc_percent
        from input where is_reading and (session_id is not null or transaction_id is null)
      on conflict do nothing
    ), live as (
      update sessions s
         set last_metered_at = case when input.is_reading or new_state is not null then greatest(live_at, state_at)
             else s.last_metered_at end,
             last_register_milli_wh = coalesce(register, s.last_register_milli_wh),
             power_w = coalesce(input.power_w, s.power_w),
             soc_percent = coalesce(input.soc_percent, s.soc_percent),
             charging_state = coalesce(new_state, s.charging_state),
             evse_number = case when s.evse_number = 0 then evse else s.evse_number end,
             connector_number = case when s.evse_number = 0 then connector else s.connector_number end,
             seq_nos = s.seq_nos + one_number(seq_no)
        from input
       where s.number = input.session_number and input.is_newest and input.state = 'active'
         and (input.last_metered_at is null or live_at >= input.last_metered_at)
    ), behind as (
      update sessions s set seq_nos = s.seq_nos + one_number(seq_no)
        from input
       where s.number = input.session_number and input.is_newest and seq_no is not null
         and input.billing_state in ('open', 'settling')
         and (input.state <> 'active' or live_at < input.last_metered_at)
    ), changed as (
      insert into session_states (tenant_id, session_id, at, state)
      select tenant_id, session_id, state_at, new_state
        from input
       where new_state <> charging_state and state = 'active'
         and (last_metered_at is null or state_at >= last_metered_at)
      on conflict (tenant_id, session_id, at) do update set state = excluded.state
    )
    select index, session_id as "sessionId", charging_state as "chargingState",
           (extract(epoch from last_metered_at) * 1000)::float8 as "lastMeteredAtMs",
           case when session_id is null then 'unopened'
                when billing_state in ('rated', 'not_billable') then 'too-late'
                when state = 'ended' then 'ended'
                when state_at < last_metered_at then 'late-state'
                when session_evse = 0 and evse > 0 and (last_metered_at is null or live_at >= last_metered_at)
                     then 'placed'
                else 'live' end as kind
      from input where is_newest and (session_id is not null or transaction_id is not null)`;
}

const ROW = {
  index: "int",
  tenantId: "uuid",
  stationId: "uuid",
  evse: "int",
  connector: "int",
  number: "bigint?",
  transactionId: "text?",
  atMs: "float8",
  receivedAtMs: "float8",
  isReading: "boolean",
  isNewest: "boolean",
  context: "text?",
  register: "bigint?",
  powerW: "real?",
  currentA: "real?",
  voltageV: "real?",
  socPercent: "real?",
  newState: "text?",
  stateAtMs: "float8?",
  seqNo: "int?",
} as const;

const meteredRows = batchOf(ROW, "input");

type Row = RowOf<typeof ROW>;

/**
 * One row a reading; the newest one carries what is live. A message without readings is one row
 * that carries only its state.
 */
function toRows({ station, event, receivedAtMs }: MeteredMessage, index: number): readonly Row[] {
  const { session, readings, chargingState } = event;
  const newest = newestOf(readings);
  const toRow = (reading: MeterReading | null): Row => ({
    index,
    tenantId: station.tenantId,
    stationId: station.stationId,
    evse: event.evse,
    connector: event.connector,
    number: session?.by === "number" ? String(session.sessionNumber) : null,
    transactionId: session?.by === "station-id" ? session.transactionId : null,
    atMs: reading?.atMs ?? event.atMs,
    receivedAtMs,
    isReading: reading !== null,
    isNewest: reading === newest,
    context: reading?.context ?? null,
    register: fitBigint(reading?.registerMilliWh ?? null)?.toString() ?? null,
    powerW: fitReal(reading?.powerW ?? null),
    currentA: fitReal(reading?.currentA ?? null),
    voltageV: fitReal(reading?.voltageV ?? null),
    socPercent: fitReal(reading?.socPercent ?? null),
    newState: reading === newest ? chargingState : null,
    stateAtMs: reading === newest && chargingState !== null ? event.atMs : null,
    seqNo: reading === newest ? event.seqNo : null,
  });
  return readings.length === 0 ? [toRow(null)] : readings.map(toRow);
}

function newestOf(readings: readonly MeterReading[]): MeterReading | null {
  let newest: MeterReading | null = null;
  for (const reading of readings) if (newest === null || reading.atMs >= newest.atMs) newest = reading;
  return newest;
}

import type { Ask } from "@/db/handle";
import type { ChargingState } from "@/server/domain/station/event";
import type { TariffContent } from "@/server/domain/tariff/tariff";

/** All that the database knows of one session and that its price depends on. Bigints and instants come as text of whole numbers. */
export type SessionStory = {
  readonly facts: StoryFacts;
  readonly readings: readonly StoryReading[];
  readonly states: readonly { readonly atMs: string; readonly state: ChargingState }[];
};

export type StoryFacts = {
  readonly id: string;
  readonly number: number;
  readonly state: "active" | "ended";
  readonly billingState: string;
  readonly startedAtMs: string;
  readonly endedAtMs: string | null;
  readonly endReceivedAtMs: string | null;
  readonly meterStartMilliWh: string | null;
  readonly meterStopMilliWh: string | null;
  readonly stopReason: string | null;
  readonly billingAccountId: string | null;
  readonly legalEntityId: string;
  readonly country: string;
  readonly timeZone: string;
  readonly currentKind: "AC" | "DC" | null;
  readonly maxPowerW: number | null;
  /** null: the session needs a price */
  readonly tariffVersionId: string | null;
  readonly tariff: TariffContent | null;
};

export type StoryReading = {
  readonly atMs: string;
  readonly context: string;
  readonly registerMilliWh: string | null;
  readonly currentA: number | null;
};

type EvseKey = { readonly stationId: string; readonly evseNumber: number };

/** Reads a session's story; null when the tenant has no such session. `lock` keeps others from settling it meanwhile. */
export async function loadStory(
  ask: Ask,
  tenantId: string,
  sessionId: string,
  { lock }: { readonly lock: boolean },
): Promise<SessionStory | null> {
  if (lock) {
    await ask`select from sessions where tenant_id = ${tenantId}::uuid and id = ${sessionId}::uuid for no key update`;
  }
  const [row] = await ask<StoryFacts & EvseKey>`
    select s.id, s.number, s.station_id as "stationId", s.evse_number as "evseNumber", s.state, s.billing_state as "billingState",
           (extract(epoch from s.started_at) * 1000)::bigint::text as "startedAtMs",
           (extract(epoch from s.ended_at) * 1000)::bigint::text as "endedAtMs",
           (extract(epoch from s.end_received_at) * 1000)::bigint::text as "endReceivedAtMs",
           s.meter_start_milli_wh::text as "meterStartMilliWh", s.meter_stop_milli_wh::text as "meterStopMilliWh",
           s.stop_reason as "stopReason", s.billing_account_id as "billingAccountId", place.legal_entity_id as "legalEntityId",
           place.country, place.time_zone as "timeZone", e.current_kind as "currentKind", e.max_power_w as "maxPowerW",
           s.tariff_version_id as "tariffVersionId", v.content as tariff
      from sessions s
      join sites place on place.tenant_id = s.tenant_id and place.id = s.site_id
      left join evses e on e.tenant_id = s.tenant_id and e.station_id = s.station_id and e.evse_number = s.evse_number
      left join tariff_versions v on v.tenant_id = s.tenant_id and v.id = s.tariff_version_id
     where s.tenant_id = ${tenantId}::uuid and s.id = ${sessionId}::uuid`;
  if (!row) return null;
  const { stationId, evseNumber, ...facts } = row;
  return {
    facts,
    readings: await loadReadings(ask, tenantId, facts, { stationId, evseNumber }),
    states: await loadStates(ask, tenantId, sessionId),
  };
}

/**
 * Readings are indexed by station, EVSE and time, so that is how they are found; an hour around the session for clocks that differ. All of
 * the key is given from outside: joined to the session instead, Postgres may choose a part of it and read every station's readings.
 */
const loadReadings = (
  ask: Ask,
  tenantId: string,
  facts: StoryFacts,
  { stationId, evseNumber }: EvseKey,
): Promise<readonly StoryReading[]> =>
  ask<StoryReading>`
    select (extract(epoch from at) * 1000)::bigint::text as "atMs", context, register_milli_wh::text as "registerMilliWh",
           current_a as "currentA"
      from meter_readings
     where tenant_id = ${tenantId}::uuid and station_id = ${stationId}::uuid and evse_number = any(${`{0,${evseNumber}}`}::smallint[])
       and at >= to_timestamp(${facts.startedAtMs}::float8 / 1000) - interval '1 hour'
       and at <= coalesce(to_timestamp(${facts.endedAtMs}::float8 / 1000), now()) + interval '1 hour'
       and session_id = ${facts.id}::uuid
     order by at`;

const loadStates = (ask: Ask, tenantId: string, sessionId: string) =>
  ask<{ atMs: string; state: ChargingState }>`
    select (extract(epoch from at) * 1000)::bigint::text as "atMs", state
      from session_states where tenant_id = ${tenantId}::uuid and session_id = ${sessionId}::uuid order by at`;

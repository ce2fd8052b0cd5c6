import type { ReadHandle } from "@/db/handle";
import { batchedQuery } from "@/db/batched-query";
import type { ModelProfileRow } from "@/db/schema/model-profiles";
import { profileOf } from "@/server/model-profiles/own-profiles";
import type { ModelSettings, ReportedModel } from "@/server/domain/station/model-profile";
import { profileFor } from "@/server/domain/station/shipped-profiles";
import type { ChargingState } from "@/server/domain/station/event";
import type { TariffContent } from "@/server/domain/tariff/tariff";

/**
 * All that the database knows of one session and that its price depends on. Bigints and instants
 * come as text of whole numbers.
 */
export type StoredEvidence = {
  readonly facts: SessionFacts;
  readonly readings: readonly StoredReading[];
  readonly states: readonly { readonly atMs: string; readonly state: ChargingState }[];
};

export type SessionFacts = {
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
  /** 2.x: the seqNos received when some are missing, as `{[0,4),[6,7)}`; null when none is */
  readonly seqNosWithGap: string | null;
  readonly billingAccountId: string | null;
  readonly legalEntityId: string;
  readonly country: string;
  readonly timeZone: string;
  readonly currentKind: "AC" | "DC" | null;
  readonly maxPowerW: number | null;
  /** a message with the session's end was refused, and nobody has looked at it */
  readonly hasRefusedEnd: boolean;
  /** a person has marked the station as one for tests, which may be as fast as it likes */
  readonly isTestStation: boolean;
  /** what the register of its model counts, where that is known */
  readonly registerMeaning: ModelSettings["registerMeaning"] | null;
  /** where the start may be a placeholder: the registers of the session before on this EVSE */
  readonly previousStartMilliWh: string | null;
  readonly previousStopMilliWh: string | null;
  /** null: the session needs a price */
  readonly tariffVersionId: string | null;
  readonly tariff: TariffContent | null;
};

export type StoredReading = {
  readonly atMs: string;
  readonly context: string;
  readonly registerMilliWh: string | null;
  readonly currentA: number | null;
  readonly powerW: number | null;
};

/** Reads a session's evidence; null when the tenant has no such session. */
export async function loadSessionEvidence(
  { queryBatched }: ReadHandle,
  sessionId: string,
): Promise<StoredEvidence | null> {
  const [row] = await queryBatched(evidenceOfSessions, { sessionId });
  return row ? toEvidence(row) : null;
}

/**
 * The evidence of many sessions in one statement; in no order, and without those that the tenant
 * has not.
 */
export async function loadSessionsEvidence(
  { query, tenantId }: ReadHandle,
  sessionIds: readonly string[],
): Promise<readonly StoredEvidence[]> {
  const input = sessionIds.map((sessionId, n) => ({ n, tenantId, sessionId }));
  return (await evidenceOfSessions.run(query, input)).map(toEvidence);
}

type EvidenceRow = Omit<SessionFacts, "registerMeaning"> &
  ReportedModel & { readonly n: number; readonly profiles: readonly ModelProfileRow[] } & Pick<
    StoredEvidence,
    "readings" | "states"
  >;

function toEvidence(row: EvidenceRow): StoredEvidence {
  const { n, readings, states, vendor, model, firmwareVersion, profiles, ...facts } = row;
  const { registerMeaning = null } = profileFor({ vendor, model, firmwareVersion }, profiles.map(profileOf));
  return { facts: { ...facts, registerMeaning }, readings, states };
}

/**
 * Readings are found by station, EVSE and time, an hour around the session for clocks that differ.
 * Those without a known transaction are of the same meter when EVSE and time fit (2.0.1 J01.FR.22;
 * 1.6: begun offline, M15), provided that they lie between the session's own registers: some
 * stations count a transaction from zero and send the meter's register beside.
 */
const evidenceOfSessions = batchedQuery(
  { sessionId: "uuid" },
  (query, input) => query<EvidenceRow>`
  select input.n, s.id, s.number, s.state, s.billing_state as "billingState",
         (extract(epoch from s.started_at) * 1000)::bigint::text as "startedAtMs",
         (extract(epoch from s.ended_at) * 1000)::bigint::text as "endedAtMs",
         (extract(epoch from s.end_received_at) * 1000)::bigint::text as "endReceivedAtMs",
         s.meter_start_milli_wh::text as "meterStartMilliWh", s.meter_stop_milli_wh::text as "meterStopMilliWh",
         s.stop_reason as "stopReason",
         case when s.first_seq_no <= s.last_seq_no and not is_without_gap(s.first_seq_no, s.last_seq_no, s.seq_nos)
              then s.seq_nos::text end as "seqNosWithGap", s.billing_account_id as "billingAccountId",
              place.legal_entity_id as "legalEntityId",
         place.country, place.time_zone as "timeZone", e.current_kind as "currentKind", e.max_power_w as "maxPowerW",
         st.vendor, st.model, st.firmware_version as "firmwareVersion",
         coalesce((select jsonb_agg(m) from model_profiles m where m.tenant_id = st.tenant_id), '[]') as profiles,
         exists (select from findings refused
                  where refused.tenant_id = s.tenant_id and refused.session_id = s.id
                    and refused.code = 'SESSION_MESSAGE_REFUSED' and refused.resolved_at is null
                    and refused.data ->> 'part' = 'end') as "hasRefusedEnd",
         st.is_test as "isTestStation", before.meter_start_milli_wh::text as "previousStartMilliWh",
         before.meter_stop_milli_wh::text as "previousStopMilliWh",
         s.tariff_version_id as "tariffVersionId", v.content as tariff,
         coalesce((
           select json_agg(json_build_object(
                    'atMs', (extract(epoch from r.at) * 1000)::bigint::text, 'context', r.context,
                    'registerMilliWh', r.register_milli_wh::text, 'currentA', r.current_a,
                    'powerW', r.power_w) order by r.at)
             from meter_readings r
            where r.tenant_id = s.tenant_id and r.station_id = s.station_id and r.evse_number in (s.evse_number, 0)
              and r.at >= s.started_at - interval '1 hour' and r.at <= coalesce(s.ended_at, now()) + interval '1 hour'
              and (r.session_id = s.id
                   or r.session_id is null and r.evse_number > 0 and r.at >= s.started_at
                   and r.at <= coalesce(s.ended_at, now())
                      and r.register_milli_wh between s.meter_start_milli_wh
                      and coalesce(s.meter_stop_milli_wh, s.last_register_milli_wh))),
           '[]') as readings,
         coalesce((
           select json_agg(json_build_object('atMs', (extract(epoch from t.at) * 1000)::bigint::text, 'state',
                  t.state) order by t.at)
             from session_states t where t.tenant_id = s.tenant_id and t.session_id = s.id), '[]') as states
    from ${input}
    join sessions s on s.tenant_id = input."tenantId" and s.id = input."sessionId"
    join sites place on place.tenant_id = s.tenant_id and place.id = s.site_id
    join stations st on st.tenant_id = s.tenant_id and st.id = s.station_id
    left join evses e on e.tenant_id = s.tenant_id and e.station_id = s.station_id and e.evse_number = s.evse_number
    left join lateral (
      select p.meter_start_milli_wh, p.meter_stop_milli_wh from sessions p
       where s.meter_start_milli_wh <= 0 and p.tenant_id = s.tenant_id and p.station_id = s.station_id
         and p.started_at < s.started_at and p.evse_number = s.evse_number and p.state = 'ended'
         and p.meter_start_milli_wh is not null and p.meter_stop_milli_wh is not null
       order by p.started_at desc limit 1) before on true
    left join tariff_versions v on v.tenant_id = s.tenant_id and v.id = s.tariff_version_id`,
);

import { type SQL, sql } from "drizzle-orm";
import type { TenantRead } from "@/db/tenant";
import type { SessionStory, StoryFacts, StoryReading } from "@/server/charging/load-story";

type Told = StoryFacts & { readonly readings: readonly StoryReading[]; readonly states: SessionStory["states"] };

/**
 * The stories of many sessions in one statement, as charging's `loadStory` tells each (a test holds the two to each other): a list of
 * running sessions must not ask three questions a row. Order is not kept.
 */
export async function loadStories(db: Pick<TenantRead, "execute">, which: SQL): Promise<readonly SessionStory[]> {
  const rows = await db.execute(sql`
    select s.id, s.number, s.state, s.billing_state as "billingState",
           (extract(epoch from s.started_at) * 1000)::bigint::text as "startedAtMs",
           (extract(epoch from s.ended_at) * 1000)::bigint::text as "endedAtMs",
           (extract(epoch from s.end_received_at) * 1000)::bigint::text as "endReceivedAtMs",
           s.meter_start_milli_wh::text as "meterStartMilliWh", s.meter_stop_milli_wh::text as "meterStopMilliWh",
           s.stop_reason as "stopReason", s.billing_account_id as "billingAccountId", place.legal_entity_id as "legalEntityId",
           place.country, place.time_zone as "timeZone", e.current_kind as "currentKind", e.max_power_w as "maxPowerW",
           s.tariff_version_id as "tariffVersionId", v.content as tariff,
           coalesce((
             select jsonb_agg(jsonb_build_object(
                      'atMs', (extract(epoch from r.at) * 1000)::bigint::text, 'context', r.context,
                      'registerMilliWh', r.register_milli_wh::text, 'currentA', r.current_a) order by r.at)
               from meter_readings r
              where r.tenant_id = s.tenant_id and r.station_id = s.station_id and r.evse_number in (s.evse_number, 0)
                and r.at >= s.started_at - interval '1 hour' and r.at <= coalesce(s.ended_at, now()) + interval '1 hour'
                and r.session_id = s.id), '[]') as readings,
           coalesce((
             select jsonb_agg(jsonb_build_object('atMs', (extract(epoch from t.at) * 1000)::bigint::text, 'state', t.state) order by t.at)
               from session_states t where t.tenant_id = s.tenant_id and t.session_id = s.id), '[]') as states
      from sessions s
      join sites place on place.tenant_id = s.tenant_id and place.id = s.site_id
      left join evses e on e.tenant_id = s.tenant_id and e.station_id = s.station_id and e.evse_number = s.evse_number
      left join tariff_versions v on v.tenant_id = s.tenant_id and v.id = s.tariff_version_id
     where ${which}`);
  // the statement's columns are Told by construction; the database cannot say so itself
  return (rows as readonly unknown[] as readonly Told[]).map(({ readings, states, ...facts }) => ({
    facts,
    readings,
    states,
  }));
}

/** The condition for sessions by id. */
export const theseSessions = (tenantId: string, ids: readonly string[]): SQL =>
  sql`s.tenant_id = ${tenantId}::uuid and s.id = any (string_to_array(${ids.join(",")}, ',')::uuid[])`;

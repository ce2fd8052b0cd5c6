import { batchOf } from "@/db/batch";
import { type TenantHandle, tenantHandle } from "@/db/handle";
import type { TenantWrite } from "@/db/tenant";
import { closeSessionWithoutStop } from "@/server/charging/close-session-without-stop";
import type { FoundSession } from "@/server/charging/find-session";
import type { Deviation } from "@/server/domain/station/deviation";
import { type NotedDeviation, writeDeviations } from "@/server/station-events/deviation-store";
import type { ReportedModel } from "@/server/domain/station/model-profile";
import { profileFor } from "@/server/domain/station/shipped-profiles";
import { ownProfiles } from "@/server/model-profiles/own-profiles";
import { announce } from "@/server/live/announce";

/** A connector that has been free for so long has no session any more (billing M16). */
const AVAILABLE_FOR_S = 5 * 60;
/** A session without any word for so long is over, whatever its station is doing. */
const STALE_AFTER_S = 48 * 60 * 60;

type StaleSession = Pick<FoundSession, "id" | "evseNumber" | "startedAtMs" | "lastMeteredAtMs"> & {
  readonly stationId: string;
  readonly identity: string;
  readonly ocppVersion: string;
  /** when it must have been over: the connector was free, or the last evidence of it */
  readonly endMs: number;
};

/**
 * Ends the sessions of an operator whose stop never came and never will: the station says that the
 * connector has been free for five minutes, or nothing was received for two days, or for as long as
 * its model is known to be silent. A session whose messages are just arriving late is neither,
 * however old it is. For the worker, every minute or so. Returns how many were ended.
 */
export async function closeStaleSessions(db: TenantWrite, nowMs: number): Promise<number> {
  const handle = tenantHandle(db);
  const now = new Date(nowMs).toISOString();
  const silences = silentRows(await silencesOf(handle));
  const stale = await handle.query<StaleSession>`
    select s.id, s.evse_number as "evseNumber", st.id as "stationId", st.identity,
           coalesce(st.ocpp_version, '') as "ocppVersion",
           (extract(epoch from s.started_at) * 1000)::float8 as "startedAtMs",
           (extract(epoch from s.last_metered_at) * 1000)::float8 as "lastMeteredAtMs",
           (extract(epoch from case when c.state = 'available' and c.state_at > last_evidence.at then c.state_at
            else last_evidence.at end) * 1000)::float8 as "endMs"
      from sessions s
      join stations st on st.tenant_id = s.tenant_id and st.id = s.station_id
      cross join lateral (select greatest(s.started_at, s.last_metered_at) as at) last_evidence
      cross join lateral (
        -- by our clock: a station may be sending last week's messages now
        select greatest(s.start_received_at, max(r.received_at)) as at from meter_readings r
         where r.tenant_id = s.tenant_id and r.station_id = s.station_id and r.evse_number in (s.evse_number, 0)
           and r.session_id = s.id and r.at >= s.started_at - interval '1 hour') received
      left join ${silences} on silence.station_id = s.station_id
      left join connectors c on c.tenant_id = s.tenant_id and c.station_id = s.station_id
        and c.evse_number = s.evse_number
                            and c.connector_number = s.connector_number
     where s.tenant_id = ${db.tenantId}::uuid and s.state = 'active'
       and ((c.state = 'available' and c.state_at > last_evidence.at
       and c.state_at <= ${now}::timestamptz - make_interval(secs => ${AVAILABLE_FOR_S}::int)
             and received.at <= ${now}::timestamptz - make_interval(secs => ${AVAILABLE_FOR_S}::int))
            or received.at <= ${now}::timestamptz
               - make_interval(secs => coalesce(silence.seconds, ${STALE_AFTER_S}::int)))
       -- its end lies in the message log, refused: a person, or reading it again, ends it
       and not exists (
         select from findings refused
          where refused.tenant_id = s.tenant_id and refused.station_id = s.station_id and refused.resolved_at is null
            and refused.code = 'SESSION_MESSAGE_REFUSED' and refused.data ->> 'part' = 'end'
            and coalesce(refused.session_id, s.id) = s.id)
     order by s.started_at
       for no key update of s`;
  const changed = new Set<string>();
  const deviations: NotedDeviation[] = [];
  for (const { stationId, identity, ocppVersion, endMs, ...session } of stale) {
    const station = { tenantId: db.tenantId, stationId, identity };
    const context = {
      handle,
      station,
      receivedAtMs: nowMs,
      touch: (topic: string) => changed.add(topic),
      // no message of its own shows it, only that none came
      deviate: (deviation: Deviation) =>
        void deviations.push({ station, deviation, atMs: nowMs, ocppVersion, action: null, example: "" }),
      afterCommit: () => {},
    };
    await closeSessionWithoutStop(context, session, endMs);
  }
  await writeDeviations(handle.query, deviations);
  await announce(db, [...changed]);
  return stale.length;
}

const silentRows = batchOf({ stationId: "uuid", seconds: "int" }, "silence");

/** How long a session may be silent, for the stations whose model says otherwise. */
async function silencesOf({
  query,
  tenantId,
}: TenantHandle): Promise<readonly { readonly stationId: string; readonly seconds: number }[]> {
  const own = await ownProfiles(query, tenantId);
  const charging = await query<ReportedModel & { readonly stationId: string }>`
    select st.id as "stationId", st.vendor, st.model, st.firmware_version as "firmwareVersion" from stations st
     where st.tenant_id = ${tenantId}::uuid and exists (select from sessions s
       where s.tenant_id = st.tenant_id and s.station_id = st.id and s.state = 'active')`;
  return charging.flatMap(({ stationId, ...reported }) => {
    const { silenceS } = profileFor(reported, own);
    return silenceS === undefined ? [] : [{ stationId, seconds: silenceS }];
  });
}

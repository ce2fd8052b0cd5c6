import { type GatewayTransaction, gatewayTransaction } from "@/db/gateway";
import type { ModelProfileRow } from "@/db/schema/model-profiles";
import type { ReportedModel } from "@/server/domain/station/model-profile";
import { profileFor } from "@/server/domain/station/shipped-profiles";
import { profileOf } from "@/server/model-profiles/own-profiles";
import type { AnnouncedReread } from "@/server/station-port/watch-rereads";
import type { AuthenticatedStation } from "@/server/station-events/exchange";
import { thisGateway } from "@/server/station-events/this-gateway";

/** A refused frame as the message log keeps it. */
export type KeptFrame = {
  readonly receivedAt: string;
  readonly receivedAtMs: number;
  /** its number in the message log */
  readonly id: string;
  readonly ocppVersion: string;
  readonly action: string | null;
  readonly raw: string;
};

/** A request that this gateway, and no other, now has to carry out. */
export type ClaimedReread = {
  readonly rereadId: string;
  readonly mode: "preview" | "apply";
  readonly station: AuthenticatedStation;
  readonly isAccepted: boolean;
  /** in the order of their receipt; those that were read again before are not among them */
  readonly frames: readonly KeptFrame[];
};

/** Takes a request: requested → running. Null when another gateway has it, or nobody wants it. */
export async function claimReread({ tenantId, rereadId }: AnnouncedReread): Promise<ClaimedReread | null> {
  return gatewayTransaction([tenantId], async (sql) => {
    const [row] = await sql<{ mode: "preview" | "apply"; stationId: string }[]>`
      update rereads set state = 'running', claimed_by = ${thisGateway()}, claimed_at = now()
       where tenant_id = ${tenantId} and id = ${rereadId} and state = 'requested'
      returning mode, station_id as "stationId"`;
    if (!row) return null;
    const station = await stationOf(sql, tenantId, row.stationId);
    const frames = await sql<KeptFrame[]>`
      select to_char(m.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "receivedAt",
             round(extract(epoch from m.received_at) * 1000)::float8 as "receivedAtMs", m.id::text as id,
             m.ocpp_version as "ocppVersion", m.action, m.request as raw
        from rereads r
        cross join lateral jsonb_to_recordset(r.messages) as wanted ("receivedAt" timestamptz, id bigint)
        join ocpp_messages m on m.tenant_id = r.tenant_id and m.station_id = r.station_id
          and m.received_at = wanted."receivedAt" and m.id = wanted.id
        left join reread_messages done on done.tenant_id = m.tenant_id and done.station_id = m.station_id
          and done.received_at = m.received_at and done.message_id = m.id
       where r.tenant_id = ${tenantId} and r.id = ${rereadId} and m.direction = 'in' and m.error_code is not null
         and done.message_id is null
       order by m.received_at, m.id`;
    return { rereadId, mode: row.mode, ...station, frames };
  });
}

type StationRow = Omit<AuthenticatedStation, "model"> &
  ReportedModel & { readonly isAccepted: boolean; readonly profiles: readonly ModelProfileRow[] };

/** The station with the settings that hold now, whatever held when its frames were refused. */
async function stationOf(
  sql: GatewayTransaction,
  tenantId: string,
  stationId: string,
): Promise<Pick<ClaimedReread, "station" | "isAccepted">> {
  const [row] = await sql<StationRow[]>`
    select t.tenant_id as "tenantId", t.id as "stationId", t.identity, p.time_zone as "timeZone",
           t.schema_mode = 'strict' as "isStrict", t.registration = 'accepted' as "isAccepted", t.vendor, t.model,
           t.firmware_version as "firmwareVersion",
           coalesce((select jsonb_agg(m) from model_profiles m where m.tenant_id = t.tenant_id), '[]') as profiles
      from stations t join sites p on p.tenant_id = t.tenant_id and p.id = t.site_id
     where t.tenant_id = ${tenantId} and t.id = ${stationId}`;
  if (!row) throw new Error("a request to read frames again names no station");
  const { identity, timeZone, isStrict, isAccepted } = row;
  const model = profileFor(row, row.profiles.map(profileOf));
  return { station: { tenantId, stationId, identity, timeZone, isStrict, model }, isAccepted };
}

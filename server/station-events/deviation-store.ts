import { batchOf, type RowOf } from "@/db/batch";
import type { Query } from "@/db/query";
import type { Deviation } from "@/server/domain/station/deviation";
import { HIDDEN, hideSecretsIn } from "@/server/domain/station/secret-variable";
import type { AuthenticatedStation } from "@/server/station-events/exchange";

/** One departure and the message that shows it. */
export type NotedDeviation = {
  readonly station: Pick<AuthenticatedStation, "tenantId" | "stationId">;
  readonly deviation: Deviation;
  readonly atMs: number;
  readonly ocppVersion: string;
  readonly action: string | null;
  /** the payload as JSON text, or what else shows it, such as the address that was requested */
  readonly example: string;
};

/** A station's further kinds, places and firmware versions are counted under the place "*". */
export const MAX_ROWS = 200;
const REST = "*";

const MAX_EXAMPLE = 2_000;
const MAX_TEXT = 200;

/**
 * Counts departures: those that are known by one statement, new ones by a second; none when there
 * is nothing to count. Runs in the transaction of what departed, so that what is rolled back is not
 * counted.
 */
export async function writeDeviations(query: Query, noted: readonly NotedDeviation[]): Promise<void> {
  if (noted.length === 0) return;
  const counts = countByPlace(noted);
  const known = await query<{ name: string }>`
    update station_deviations d
       set count = d.count + input.count, first_at = least(d.first_at, to_timestamp(input.first_at_ms / 1000)),
           last_at = greatest(d.last_at, to_timestamp(input.last_at_ms / 1000))
      from ${knownRows([...counts.values()].map(({ shown: _shown, ...row }) => row))}
      join stations st on st.tenant_id = input.tenant_id and st.id = input.station_id
     where d.tenant_id = input.tenant_id and d.station_id = input.station_id and d.kind = input.kind
       and d.place = input.place and d.vendor = coalesce(left(st.vendor, ${MAX_TEXT}::int), '')
       and d.model = coalesce(left(st.model, ${MAX_TEXT}::int), '')
       and d.firmware_version = coalesce(left(st.firmware_version, ${MAX_TEXT}::int), '')
    returning concat_ws('/', d.station_id, d.kind, d.place) as name`;
  for (const { name } of known) counts.delete(name);
  if (counts.size > 0) await insertNew(query, [...counts.values()].map(withExample));
}

async function insertNew(query: Query, rows: readonly CountedRow[]): Promise<void> {
  await query`
    with input as materialized (
      select input.*, coalesce(left(st.vendor, ${MAX_TEXT}::int), '') as vendor,
             coalesce(left(st.model, ${MAX_TEXT}::int), '') as model,
             coalesce(left(st.firmware_version, ${MAX_TEXT}::int), '') as firmware_version
        from ${countedRows(rows)}
        join stations st on st.tenant_id = input.tenant_id and st.id = input.station_id
    ), known as materialized (
      select input.*, d.station_id is not null as is_known
        from input
        left join station_deviations d on d.tenant_id = input.tenant_id and d.station_id = input.station_id
          and d.kind = input.kind and d.place = input.place and d.vendor = input.vendor and d.model = input.model
          and d.firmware_version = input.firmware_version
    ), bounded as (
      select known.*, not is_known
             and row_number() over (partition by tenant_id, station_id, is_known order by kind, place)
                 + case when is_known then 0 else (select count(*) from station_deviations d
                     where d.tenant_id = known.tenant_id and d.station_id = known.station_id) end
                 > ${MAX_ROWS}::int as is_rest
        from known
    ), placed as (
      select tenant_id, station_id, kind, case when is_rest then ${REST}::text else place end as place,
             case when is_rest then '' else vendor end as vendor, case when is_rest then '' else model end as model,
             case when is_rest then '' else firmware_version end as firmware_version,
             count, first_at_ms, last_at_ms, ocpp_version, action, example, value
        from bounded
    )
    insert into station_deviations as d (tenant_id, station_id, kind, place, vendor, model, firmware_version, count,
           first_at, last_at, ocpp_version, action, example, value)
    select tenant_id, station_id, kind, place, vendor, model, firmware_version, sum(count)::bigint,
           to_timestamp(min(first_at_ms) / 1000), to_timestamp(max(last_at_ms) / 1000),
           min(ocpp_version), min(action), (array_agg(example order by first_at_ms))[1],
           (array_agg(value order by first_at_ms))[1]
      from placed group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7
    on conflict (tenant_id, station_id, kind, place, vendor, model, firmware_version) do update
       set count = d.count + excluded.count, first_at = least(d.first_at, excluded.first_at),
           last_at = greatest(d.last_at, excluded.last_at)`;
}

const COUNT = {
  tenantId: "uuid",
  stationId: "uuid",
  kind: "text",
  place: "text",
  count: "int",
  firstAtMs: "float8",
  lastAtMs: "float8",
} as const;

const knownRows = batchOf(COUNT, "input");
const countedRows = batchOf(
  { ...COUNT, ocppVersion: "text", action: "text?", example: "payload", value: "text?" },
  "input",
);

type Count = RowOf<typeof COUNT> & { readonly shown: NotedDeviation };
type CountedRow = Parameters<typeof countedRows>[0][number];

/** Each kind and place of a station once, so that a statement meets no row twice; by its name. */
function countByPlace(noted: readonly NotedDeviation[]): Map<string, Count> {
  const counts = new Map<string, Count>();
  for (const one of noted) {
    const { tenantId, stationId } = one.station;
    const { kind } = one.deviation;
    const place = bounded(one.deviation.place, MAX_TEXT);
    const name = `${stationId}/${kind}/${place}`;
    const before = counts.get(name);
    counts.set(name, {
      tenantId,
      stationId,
      kind,
      place,
      count: (before?.count ?? 0) + 1,
      firstAtMs: Math.min(before?.firstAtMs ?? one.atMs, one.atMs),
      lastAtMs: Math.max(before?.lastAtMs ?? one.atMs, one.atMs),
      shown: before?.shown ?? one,
    });
  }
  return counts;
}

/** A message that names a secret shows neither it nor the value, which may be the secret itself. */
function withExample({ shown: { deviation, ocppVersion, action, example }, ...row }: Count): CountedRow {
  const visible = hideSecretsIn(example);
  const value = visible === example ? deviation.value : deviation.value && HIDDEN;
  return {
    ...row,
    ocppVersion,
    action: action && bounded(action, MAX_TEXT),
    example: bounded(visible, MAX_EXAMPLE),
    value: value && bounded(value, MAX_TEXT),
  };
}

/** Short enough to keep, and text to Postgres: which holds no NUL. */
const bounded = (text: string, length: number): string => text.slice(0, length).replaceAll("\0", "\u2400");

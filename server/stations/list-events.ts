import { z } from "zod";
import { queryOf } from "@/db/handle";
import type { TenantRead } from "@/db/tenant";
import { InstantKey, pageInput, pageOf, positionOf } from "@/server/listing/keyset";
import { dateOf } from "@/db/query";

export const ListEvents = z.object({ stationId: z.uuid(), ...pageInput(50, 200) }).omit({ before: true });

const ReceivedAtAndKey = z.tuple([InstantKey, z.string()]);

export type EventRow = {
  readonly key: string;
  readonly type: string;
  /** the station's clock */
  readonly at: Date;
  readonly receivedAt: Date;
  /** the StationEvent as it was recorded, JSON */
  readonly event: unknown;
};

export type FindingRow = {
  readonly findingId: string;
  readonly code: string;
  readonly severity: "info" | "warning" | "hold";
  readonly sessionId: string | null;
  readonly sessionNumber: number | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
  readonly resolvedAt: Date | null;
  readonly resolution: string | null;
};

type RawEvent = Omit<EventRow, "at" | "receivedAt"> & { readonly at: string; readonly receivedAt: string };
type RawFinding = Omit<FindingRow, "createdAt" | "resolvedAt"> & {
  readonly createdAt: string;
  readonly resolvedAt: string | null;
};

const FINDINGS = 50;

/**
 * The station's events (plain meter samples apart), newest first, and findings about it: open
 * findings before resolved ones.
 */
export async function listEvents(
  db: TenantRead,
  { stationId, after, limit }: z.infer<typeof ListEvents>,
): Promise<{ events: readonly EventRow[]; findings: readonly FindingRow[]; after: string | null }> {
  const query = queryOf(db);
  const position = positionOf({ after }, ReceivedAtAndKey);
  const [at, key] = position.keys ?? [null, null];
  const reported = await query<RawEvent>`
    select v.key, v.type, v.at, v.received_at as "receivedAt", v.event
      from station_events v
     where v.tenant_id = ${db.tenantId}::uuid and v.station_id = ${stationId}::uuid and v.type <> 'session.metered'
       and (${at}::timestamptz is null or (v.received_at, v.key) < (${at}::timestamptz, ${key}::text))
     order by v.received_at desc, v.key desc limit ${limit + 1}::int`;
  const found = await query<RawFinding>`
    select f.id as "findingId", f.code, f.severity, f.session_id as "sessionId", s.number as "sessionNumber", f.data,
           f.created_at as "createdAt", f.resolved_at as "resolvedAt", f.resolution
      from findings f left join sessions s on s.tenant_id = f.tenant_id and s.id = f.session_id
     where f.station_id = ${stationId}::uuid
     order by f.resolved_at is not null, f.created_at desc limit ${FINDINGS}::int`;
  const page = pageOf(reported, limit, position, (row) => [row.receivedAt, row.key]);
  return {
    events: page.rows.map((row) => ({ ...row, at: new Date(row.at), receivedAt: new Date(row.receivedAt) })),
    findings: found.map((row) => ({
      ...row,
      createdAt: new Date(row.createdAt),
      resolvedAt: dateOf(row.resolvedAt),
    })),
    after: page.after,
  };
}

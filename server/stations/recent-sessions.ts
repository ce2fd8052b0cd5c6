import { sql } from "drizzle-orm";
import { z } from "zod";
import type { BILLING_STATES } from "@/db/schema/sessions";
import type { TenantRead } from "@/db/tenant";
import { InstantKey, pageInput, pageOf, positionOf } from "@/server/listing/keyset";
import { SESSION_ENERGY, SESSION_RECORD } from "@/server/rating/session-energy";
import { dateOf } from "@/db/query";

export const RecentSessions = z.object({ stationId: z.uuid(), ...pageInput(50, 100) }).omit({ before: true });

const StartAndId = z.tuple([InstantKey, z.uuid()]);

export type StationSession = {
  readonly sessionId: string;
  readonly number: number;
  readonly evse: number;
  readonly state: "active" | "ended";
  readonly billingState: (typeof BILLING_STATES)[number];
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly tokenUid: string | null;
  readonly holder: string | null;
  readonly energyMilliWh: string | null;
  /** of its charge record; null until it is rated */
  readonly grossMinor: string | null;
  readonly currency: string | null;
};

type Row = Omit<StationSession, "startedAt" | "endedAt"> & {
  readonly startedAt: string;
  readonly endedAt: string | null;
};

/** A station's sessions, newest first, with what they came to. */
export async function recentSessions(
  db: TenantRead,
  { stationId, after, limit }: z.infer<typeof RecentSessions>,
): Promise<{ sessions: readonly StationSession[]; after: string | null }> {
  const position = positionOf({ after }, StartAndId);
  const [at, id] = position.keys ?? [null, null];
  const found = await db.execute<Row>(sql`
    select s.id as "sessionId", s.number, s.evse_number as evse, s.state, s.billing_state as "billingState",
           s.started_at as "startedAt", s.ended_at as "endedAt", s.token_uid as "tokenUid",
           coalesce(d.name, m.name) as holder,
           ${SESSION_ENERGY} as "energyMilliWh", cr.gross_minor::text as "grossMinor", cr.currency
      from sessions s
      left join tokens k on k.tenant_id = s.tenant_id and k.id = s.token_id
      left join drivers d on d.tenant_id = k.tenant_id and d.id = k.driver_id
      left join emsps m on m.tenant_id = k.tenant_id and m.id = k.emsp_id
      ${SESSION_RECORD}
     where s.station_id = ${stationId}::uuid
       and (${at}::timestamptz is null or (s.started_at, s.id) < (${at}::timestamptz, ${id}::uuid))
     order by s.started_at desc, s.id desc limit ${limit + 1}::int`);
  const page = pageOf(found, limit, position, ({ startedAt, sessionId }) => [startedAt, sessionId]);
  return {
    sessions: page.rows.map((row) => ({ ...row, startedAt: new Date(row.startedAt), endedAt: dateOf(row.endedAt) })),
    after: page.after,
  };
}

import { sql } from "drizzle-orm";
import { z } from "zod";
import type { BILLING_STATES } from "@/db/schema/sessions";
import type { TenantRead } from "@/db/tenant";
import { InstantKey, pageInput, pageOf, positionOf } from "@/server/listing/keyset";
import { SESSION_ENERGY, SESSION_RECORD } from "@/server/rating/session-energy";
import type { TokenHolder } from "./issue-token";

export const HolderSessions = z.object(pageInput(50, 200)).omit({ before: true });

const StartAndId = z.tuple([InstantKey, z.uuid()]);

export type HolderSession = {
  readonly sessionId: string;
  readonly number: number;
  readonly stationName: string;
  readonly siteName: string;
  readonly timeZone: string;
  readonly tokenUid: string;
  readonly state: "active" | "ended";
  readonly billingState: (typeof BILLING_STATES)[number];
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly energyMilliWh: string | null;
  /** of its charge record; null until it is rated */
  readonly grossMinor: string | null;
  readonly currency: string | null;
};

type Row = Omit<HolderSession, "startedAt" | "endedAt"> & {
  readonly startedText: string;
  readonly startedMs: number;
  readonly endedMs: number | null;
};

/** The sessions of all tokens of a holder, newest first. */
export async function holderSessions(
  db: TenantRead,
  holder: TokenHolder,
  { after, limit }: z.infer<typeof HolderSessions>,
): Promise<{ rows: readonly HolderSession[]; after: string | null }> {
  const position = positionOf({ after }, StartAndId);
  const [at, id] = position.keys ?? [null, null];
  const driverId = holder.kind === "driver" ? holder.driverId : null;
  const emspId = holder.kind === "emsp" ? holder.emspId : null;
  const found = await db.execute<Row>(sql`
    select s.id as "sessionId", s.number, t.name as "stationName", p.name as "siteName", p.time_zone as "timeZone",
           k.uid as "tokenUid",
           s.state, s.billing_state as "billingState", s.started_at::text as "startedText",
           (extract(epoch from s.started_at) * 1000)::float8 as "startedMs",
            (extract(epoch from s.ended_at) * 1000)::float8 as "endedMs",
           ${SESSION_ENERGY} as "energyMilliWh", cr.gross_minor::text as "grossMinor", cr.currency
      from sessions s
      join tokens k on k.tenant_id = s.tenant_id and k.id = s.token_id
      join stations t on t.tenant_id = s.tenant_id and t.id = s.station_id
      join sites p on p.tenant_id = s.tenant_id and p.id = s.site_id
      ${SESSION_RECORD}
     where s.tenant_id = ${db.tenantId}::uuid
       and (k.driver_id = ${driverId}::uuid or k.emsp_id = ${emspId}::uuid)
       and (${at}::timestamptz is null or (s.started_at, s.id) < (${at}::timestamptz, ${id}::uuid))
     order by s.started_at desc, s.id desc limit ${limit + 1}::int`);
  const page = pageOf(found, limit, position, ({ startedText, sessionId }) => [startedText, sessionId]);
  return {
    rows: page.rows.map(({ startedText: _text, startedMs, endedMs, ...row }) => ({
      ...row,
      startedAt: new Date(startedMs),
      endedAt: endedMs === null ? null : new Date(endedMs),
    })),
    after: page.after,
  };
}

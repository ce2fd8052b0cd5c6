import { sql } from "drizzle-orm";
import { z } from "zod";
import { readHandle } from "@/db/handle";
import type { TenantRead } from "@/db/tenant";
import { loadSessionsEvidence, type StoredEvidence } from "@/server/rating/load-session-evidence";
import { rateSession } from "@/server/rating/rate-session";
import type { Money } from "@/server/domain/money";
import type { TariffContent } from "@/server/domain/tariff/tariff";
import { TariffInput } from "@/server/tariffs/tariff-input";

export const PreviewTariff = z.object({
  /** null: a tariff that is not saved yet */
  tariffId: z.uuid().nullable(),
  content: TariffInput,
});

export type RepricedSession = {
  readonly sessionId: string;
  readonly number: number;
  readonly stationName: string;
  readonly timeZone: string;
  readonly startedAtMs: number;
  readonly energyMilliWh: bigint;
  /** the billed amount including tax; null while it is not billed, or in another currency */
  readonly billed: Money | null;
  /** the cost by this tariff, including tax */
  readonly cost: Money;
};

export type TariffPreview = {
  /**
   * assigned: sessions where the tariff holds or will hold; everywhere: it has no assignment yet,
   * so those of the whole network
   */
  readonly basis: "assigned" | "everywhere";
  /** newest first */
  readonly sessions: readonly RepricedSession[];
  /** sums over the billed sessions */
  readonly compared: { readonly count: number; readonly billed: Money; readonly cost: Money };
};

const MAX_SESSIONS = 200;

type RecentSession = {
  readonly id: string;
  readonly isAssigned: boolean;
  readonly stationName: string;
  readonly currency: string | null;
  readonly grossMinor: string | null;
};

/**
 * Rates the sessions of the last seven days by the prices on the screen, with the rating engine
 * that bills. At most 200, the newest.
 */
export async function previewTariff(
  db: TenantRead,
  { tariffId, content }: z.infer<typeof PreviewTariff>,
  nowMs: number,
): Promise<TariffPreview> {
  const found = await sessionsOfLastWeek(db, tariffId);
  const byId = new Map(found.map((row) => [row.id, row]));
  const evidences = await loadSessionsEvidence(readHandle(db), [...byId.keys()]);
  const sessions = evidences
    .flatMap((evidence) => reprice(evidence, byId.get(evidence.facts.id), content, nowMs))
    .toSorted((a, b) => b.startedAtMs - a.startedAtMs);
  const compared = sessions.filter(({ billed }) => billed !== null);
  const { currency } = content;
  const add = (amount: (session: RepricedSession) => bigint) => ({
    minor: compared.reduce((total, session) => total + amount(session), 0n),
    currency,
  });
  return {
    basis: found[0]?.isAssigned ? "assigned" : "everywhere",
    sessions,
    compared: {
      count: compared.length,
      billed: add(({ billed }) => billed?.minor ?? 0n),
      cost: add(({ cost }) => cost.minor),
    },
  };
}

function reprice(
  evidence: StoredEvidence,
  row: RecentSession | undefined,
  tariff: TariffContent,
  nowMs: number,
): RepricedSession[] {
  const { facts } = evidence;
  const asOfMs = BigInt(facts.endReceivedAtMs ?? Math.floor(nowMs));
  const rating = rateSession({ ...evidence, facts: { ...facts, tariff } }, asOfMs)?.rating;
  if (!row || !rating) return [];
  return [
    {
      sessionId: facts.id,
      number: facts.number,
      stationName: row.stationName,
      timeZone: facts.timeZone,
      startedAtMs: Number(facts.startedAtMs),
      energyMilliWh: rating.totals.energyMilliWh,
      billed:
        row.grossMinor !== null && row.currency === tariff.currency
          ? { minor: BigInt(row.grossMinor), currency: row.currency }
          : null,
      cost: { minor: rating.totals.grossMinor, currency: tariff.currency },
    },
  ];
}

/**
 * Sessions at the tariff's present and future places and for its audience; without an assignment
 * those of all places.
 */
async function sessionsOfLastWeek(db: TenantRead, tariffId: string | null): Promise<readonly RecentSession[]> {
  const rows = await db.execute(sql`
    with places as (
      select scope, site_id, station_id, audience from tariff_assignments
       where tenant_id = ${db.tenantId}::uuid and tariff_id = ${tariffId}::uuid
         and (valid_to is null or valid_to > now())
    )
    select s.id, exists (select from places) as "isAssigned", st.name as "stationName", cr.currency,
           cr.gross_minor::text as "grossMinor"
      from sessions s
      join stations st on st.tenant_id = s.tenant_id and st.id = s.station_id
      left join billing_accounts a on a.tenant_id = s.tenant_id and a.id = s.billing_account_id
      left join charge_records cr on cr.tenant_id = s.tenant_id and cr.session_id = s.id and cr.kind = 'NORMAL'
     where s.tenant_id = ${db.tenantId}::uuid and s.state = 'ended' and s.started_at > now() - interval '7 days'
       and (not exists (select from places)
            or exists (select from places p
                        where (p.scope = 'operator' or p.site_id = s.site_id or p.station_id = s.station_id)
                          and (p.audience = 'any' or p.audience = a.kind)))
     order by s.started_at desc, s.id desc limit ${MAX_SESSIONS}`);
  return rows as readonly unknown[] as readonly RecentSession[];
}

import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { readHandle } from "@/db/handle";
import type { TenantRead } from "@/db/tenant";
import { loadSessionsEvidence } from "@/server/rating/load-session-evidence";
import { rateSession } from "@/server/rating/rate-session";
import {
  InstantKey,
  type PageCursors,
  pageInput,
  pageOf,
  type PagePosition,
  positionOf,
} from "@/server/listing/keyset";
import { SessionFilter, sessionCondition } from "@/server/sessions/session-filter";
import {
  ROW_COLUMNS,
  ROW_SOURCES,
  type SessionCost,
  type SessionRow,
  type StoredRow,
  toSessionRow,
} from "@/server/sessions/session-row";

export const ListSessions = SessionFilter.extend({
  /** live: running sessions first; all by start, newest first */
  sort: z.enum(["live", "start", "-start"]).default("live"),
  ...pageInput(50, 500),
});

export type SessionPage = PageCursors & { readonly rows: readonly SessionRow[] };

type Input = z.infer<typeof ListSessions>;
type RankedRow = StoredRow & { readonly rank: number };

/** Contents of the cursor: running (0) or ended (1), then start and id. */
const CursorKeys = z.tuple([z.enum(["0", "1"]), InstantKey, z.uuid()]);

/**
 * One page of sessions, with the running cost of those that are not billed yet. `nowMs` is the
 * server's clock.
 */
export async function listSessions(db: TenantRead, input: Input, nowMs: number): Promise<SessionPage> {
  const position = positionOf(input, CursorKeys);
  const found = (await db.execute(
    pageStatement(db.tenantId, input, position),
  )) as readonly unknown[] as readonly RankedRow[];
  const { rows, ...ends } = pageOf(found, input.limit, position, (row) => [
    String(row.rank),
    row.startedAtText,
    row.id,
  ]);
  const costs = await runningCosts(db, rows, nowMs);
  return { rows: rows.map(({ rank: _rank, ...row }) => toSessionRow(row, costs.get(row.id) ?? null)), ...ends };
}

/**
 * Running sessions have an index of their own: the list is two ordered index scans joined, never a
 * sort of all sessions.
 */
function pageStatement(
  tenantId: string,
  input: Input,
  { keys, isBackwards }: PagePosition<z.infer<typeof CursorKeys>>,
): SQL {
  const rank = keys === null ? null : Number(keys[0]);
  const ascending = (input.sort === "start") !== isBackwards;
  const order = sql.raw(ascending ? "asc" : "desc");
  const branches = input.sort === "live" ? [sql`s.state = 'active'`, sql`s.state = 'ended'`] : [sql`true`];
  const branchQueries = branches.flatMap((branch, branchRank) => {
    if (rank !== null && (isBackwards ? branchRank > rank : branchRank < rank)) return [];
    const afterCursor =
      keys !== null && rank === branchRank
        ? sql`(s.started_at, s.id) ${sql.raw(ascending ? ">" : "<")} (${keys[1]}::timestamptz, ${keys[2]}::uuid)`
        : sql`true`;
    return [
      sql`(select s.tenant_id, s.id, s.started_at, ${sql.raw(String(branchRank))} as rank from sessions s
            where ${branch} and ${sessionCondition(tenantId, input)} and ${afterCursor}
            order by s.started_at ${order}, s.id ${order} limit ${input.limit + 1})`,
    ];
  });
  const rankOrder = sql.raw(isBackwards ? "desc" : "asc");
  return sql`
    with page as (
      select * from (${sql.join(branchQueries, sql` union all `)}) as branches
       order by rank ${rankOrder}, started_at ${order}, id ${order} limit ${input.limit + 1}
    )
    select page.rank, ${ROW_COLUMNS}
      from page join sessions s on s.tenant_id = page.tenant_id and s.id = page.id ${ROW_SOURCES}
     order by page.rank ${rankOrder}, s.started_at ${order}, s.id ${order}`;
}

async function runningCosts(
  db: TenantRead,
  rows: readonly StoredRow[],
  nowMs: number,
): Promise<Map<string, SessionCost>> {
  const unbilled = rows.filter(({ grossMinor, hasTariff }) => grossMinor === null && hasTariff).map(({ id }) => id);
  if (unbilled.length === 0) return new Map();
  const evidences = await loadSessionsEvidence(readHandle(db), unbilled);
  return new Map(
    evidences.flatMap((evidence) => {
      const rating = rateSession(evidence, BigInt(evidence.facts.endReceivedAtMs ?? Math.floor(nowMs)))?.rating;
      if (!rating) return [];
      const { currency, totals } = rating;
      const amount = { minor: totals.grossMinor, currency };
      return [[evidence.facts.id, { kind: "running" as const, amount, net: { minor: totals.netMinor, currency } }]];
    }),
  );
}

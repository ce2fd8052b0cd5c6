import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { readHandle } from "@/db/handle";
import type { TenantRead } from "@/db/tenant";
import { loadStories } from "@/server/charging/load-story";
import { priceStory } from "@/server/charging/price-story";
import { SessionFilter, sessionCondition } from "@/server/sessions/session-filter";
import {
  ROW_COLUMNS,
  ROW_SOURCES,
  type SessionCost,
  type SessionRow,
  type StoredRow,
  toSessionRow,
} from "@/server/sessions/session-row";
import { Cursor, cursorOf, readCursor } from "@/server/stations/cursor";

export const ListSessions = SessionFilter.extend({
  /** live: those that run first, then by start, newest first */
  sort: z.enum(["live", "start", "-start"]).default("live"),
  after: Cursor.optional(),
  before: Cursor.optional(),
  limit: z.number().int().min(1).max(500).default(50),
});

export type SessionPage = {
  readonly rows: readonly SessionRow[];
  readonly before: string | null;
  readonly after: string | null;
};

type Input = z.infer<typeof ListSessions>;
type Keyed = StoredRow & { readonly rank: number };

/** One page of sessions by keyset, with the running cost of those that are not yet billed. `nowMs` is our clock. */
export async function listSessions(db: TenantRead, input: Input, nowMs: number): Promise<SessionPage> {
  const { before, limit } = input;
  const found = (await db.execute(pageStatement(db.tenantId, input))) as readonly unknown[] as readonly Keyed[];
  const kept = found.slice(0, limit);
  const hasMore = found.length > limit;
  const rows = before === undefined ? kept : kept.toReversed();
  const [first, last] = [rows[0], rows.at(-1)];
  const isFirstPage = before === undefined ? input.after === undefined : !hasMore;
  const isLastPage = before === undefined ? !hasMore : false;
  const costs = await runningCosts(db, rows, nowMs);
  return {
    rows: rows.map(({ rank: _rank, ...row }) => toSessionRow(row, costs.get(row.id) ?? null)),
    before: isFirstPage || !first ? null : keyOf(first),
    after: isLastPage || !last ? null : keyOf(last),
  };
}

const keyOf = ({ rank, startedAtText, id }: Keyed): string => cursorOf([String(rank), startedAtText, id]);

/** Running sessions have an index of their own, so the list is two ordered walks glued together, never a sort of all. */
function pageStatement(tenantId: string, input: Input): SQL {
  const backwards = input.before !== undefined;
  const [rank, startedAt, id] = readEdge(input.before ?? input.after);
  const ascending = (input.sort === "start") !== backwards;
  const order = sql.raw(ascending ? "asc" : "desc");
  const branches = input.sort === "live" ? [sql`s.state = 'active'`, sql`s.state = 'ended'`] : [sql`true`];
  const walks = branches.flatMap((branch, own) => {
    if (rank !== null && (backwards ? own > rank : own < rank)) return [];
    const beyond =
      rank === own
        ? sql`(s.started_at, s.id) ${sql.raw(ascending ? ">" : "<")} (${startedAt}::timestamptz, ${id}::uuid)`
        : sql`true`;
    return [
      sql`(select s.tenant_id, s.id, s.started_at, ${sql.raw(String(own))} as rank from sessions s
            where ${branch} and ${sessionCondition(tenantId, input)} and ${beyond}
            order by s.started_at ${order}, s.id ${order} limit ${input.limit + 1})`,
    ];
  });
  const rankOrder = sql.raw(backwards ? "desc" : "asc");
  return sql`
    with page as (
      select * from (${sql.join(walks, sql` union all `)}) as walks
       order by rank ${rankOrder}, started_at ${order}, id ${order} limit ${input.limit + 1}
    )
    select page.rank, ${ROW_COLUMNS}
      from page join sessions s on s.tenant_id = page.tenant_id and s.id = page.id ${ROW_SOURCES}
     order by page.rank ${rankOrder}, s.started_at ${order}, s.id ${order}`;
}

const Edge = z.tuple([z.enum(["0", "1"]), z.string().regex(/^\d{4}-\d\d-\d\d [\d:.]+[+-]\d\d(:\d\d)?$/), z.uuid()]);

/** A cursor that was cut or edited is no error worth a page: the list begins anew. */
function readEdge(cursor: string | undefined): readonly [number | null, string, string] {
  const edge = cursor === undefined ? null : Edge.safeParse(readCursor(cursor, 3));
  return edge?.success ? [Number(edge.data[0]), edge.data[1], edge.data[2]] : [null, "", ""];
}

async function runningCosts(
  db: TenantRead,
  rows: readonly StoredRow[],
  nowMs: number,
): Promise<Map<string, SessionCost>> {
  const unbilled = rows.filter(({ grossMinor, hasTariff }) => grossMinor === null && hasTariff).map(({ id }) => id);
  if (unbilled.length === 0) return new Map();
  const stories = await loadStories(readHandle(db), unbilled);
  return new Map(
    stories.flatMap((story) => {
      const rating = priceStory(story, BigInt(story.facts.endReceivedAtMs ?? Math.floor(nowMs)))?.rating;
      if (!rating) return [];
      const { currency, totals } = rating;
      const amount = { minor: totals.grossMinor, currency };
      return [[story.facts.id, { kind: "running" as const, amount, net: { minor: totals.netMinor, currency } }]];
    }),
  );
}

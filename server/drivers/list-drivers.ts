import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { TenantRead } from "@/db/tenant";
import { Cursor, cursorOf, readCursor } from "@/server/stations/cursor";
import { within } from "./facts";

/** What the list and its export are narrowed by. */
export const DriverFilter = z.object({
  /** part of a name, an e-mail address, a token or its label */
  text: z.string().trim().max(100).default(""),
  state: z.enum(["active", "blocked"]).optional(),
});

export const ListDrivers = DriverFilter.extend({
  sort: z.enum(["name", "-name", "email", "-email", "added", "-added"]).default("name"),
  after: Cursor.optional(),
  before: Cursor.optional(),
  limit: z.number().int().min(1).max(500).default(100),
});

export type DriverRow = {
  readonly driverId: string;
  readonly name: string;
  readonly email: string;
  readonly isActive: boolean;
  readonly country: string;
  readonly city: string | null;
  readonly seller: string;
  /** uids, the oldest first */
  readonly tokens: readonly { readonly uid: string; readonly state: "active" | "blocked" | "expired" }[];
  readonly lastChargedAt: Date | null;
  readonly createdAt: Date;
};

export type DriverPage = {
  readonly rows: readonly DriverRow[];
  readonly total: number;
  readonly before: string | null;
  readonly after: string | null;
};

type Input = z.infer<typeof ListDrivers>;
type Row = Omit<DriverRow, "lastChargedAt" | "createdAt"> & {
  readonly lastChargedMs: number | null;
  readonly createdMs: number;
  readonly total: number;
  readonly key: string;
};

const KEYS: Readonly<Record<"name" | "email" | "added", SQL>> = {
  name: sql`lower(d.name)`,
  email: sql`lower(d.email)`,
  added: sql`to_char(d.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`,
};

/** One page of drivers with their tokens, in one statement. Keyset paging: `after` and `before` are opaque cursors. */
export async function listDrivers(db: TenantRead, input: Input): Promise<DriverPage> {
  const key = KEYS[input.sort.replace(/^-/, "") as keyof typeof KEYS];
  const back = input.before !== undefined;
  const downwards = input.sort.startsWith("-") !== back;
  const direction = downwards ? sql`desc` : sql`asc`;
  const rows = await db.execute<Row>(sql`
    with matching as (select d.id, ${key} as key from drivers d where ${driverCondition(input)}),
    page as (
      select * from matching m ${beyond(input, downwards)}
       order by m.key ${direction}, m.id ${direction} limit ${input.limit + 1}
    )
    select d.id as "driverId", d.name, d.email, d.is_active as "isActive", a.country, a.city, e.name as seller,
           (select coalesce(jsonb_agg(jsonb_build_object('uid', k.uid, 'state', case when k.valid_until < now() then 'expired' else k.state end)
                            order by k.created_at, k.uid), '[]')
              from tokens k where k.tenant_id = d.tenant_id and k.driver_id = d.id) as tokens,
           (select (extract(epoch from max(r.ended_at)) * 1000)::float8 from charge_records r
             where r.tenant_id = d.tenant_id and r.billing_account_id = d.billing_account_id) as "lastChargedMs",
           (extract(epoch from d.created_at) * 1000)::float8 as "createdMs",
           page.key, (select count(*) from matching)::int as total
      from page
      join drivers d on d.id = page.id
      join billing_accounts a on a.tenant_id = d.tenant_id and a.id = d.billing_account_id
      join legal_entities e on e.tenant_id = a.tenant_id and e.id = a.legal_entity_id
     order by page.key ${direction}, page.id ${direction}`);
  return pageOf([...rows], input);
}

/** The filter as a condition on `drivers d`. */
export function driverCondition({ text, state }: z.infer<typeof DriverFilter>): SQL {
  const all: SQL[] = [sql`true`];
  if (text !== "") {
    const part = within(text);
    all.push(sql`(d.name ilike ${part} or d.email ilike ${part} or exists (
      select from tokens k where k.tenant_id = d.tenant_id and k.driver_id = d.id
         and (k.uid ilike ${part} or k.label ilike ${part})))`);
  }
  if (state !== undefined) all.push(sql`d.is_active = ${state === "active"}`);
  return sql.join(all, sql` and `);
}

function beyond({ after, before }: Input, downwards: boolean): SQL {
  const cursor = before ?? after;
  if (cursor === undefined) return sql``;
  const [key, id] = readCursor(cursor, 2);
  return sql`where (m.key, m.id) ${downwards ? sql`<` : sql`>`} (${key}, ${id}::uuid)`;
}

function pageOf(rows: readonly Row[], { limit, after, before }: Input): DriverPage {
  const back = before !== undefined;
  const kept = rows.slice(0, limit);
  if (back) kept.reverse();
  const [first, last] = [kept.at(0), kept.at(-1)];
  const more = rows.length > limit;
  const cursor = (row: Row | undefined) => (row ? cursorOf([row.key, row.driverId]) : null);
  return {
    rows: kept.map(({ total: _total, key: _key, lastChargedMs, createdMs, ...row }) => ({
      ...row,
      lastChargedAt: lastChargedMs === null ? null : new Date(lastChargedMs),
      createdAt: new Date(createdMs),
    })),
    total: first?.total ?? 0,
    before: (back ? more : after !== undefined) ? cursor(first) : null,
    after: back || more ? cursor(last) : null,
  };
}

import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { TenantRead } from "@/db/tenant";
import { type PageCursors, pageInput, pageOf, type PagePosition, positionOf } from "@/server/listing/keyset";
import { containsPattern } from "@/server/listing/like";

/** What the list and its export are narrowed by. */
export const DriverFilter = z.object({
  /** part of a name, an e-mail address, a token or its label */
  text: z.string().trim().max(100).default(""),
  state: z.enum(["active", "blocked"]).optional(),
});

export const ListDrivers = DriverFilter.extend({
  sort: z.enum(["name", "-name", "email", "-email", "added", "-added"]).default("name"),
  ...pageInput(100, 500),
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

export type DriverPage = PageCursors & { readonly rows: readonly DriverRow[]; readonly total: number };

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

/** What the cursor holds: the sort key, and the id for those that have the same one. */
const KeyAndId = z.tuple([z.string(), z.uuid()]);

/** One page of drivers with their tokens, in one statement. */
export async function listDrivers(db: TenantRead, input: Input): Promise<DriverPage> {
  const key = KEYS[input.sort.replace(/^-/, "") as keyof typeof KEYS];
  const position = positionOf(input, KeyAndId);
  const isDescending = input.sort.startsWith("-") !== position.isBackwards;
  const direction = isDescending ? sql`desc` : sql`asc`;
  const found = await db.execute<Row>(sql`
    with matching as (select d.id, ${key} as key from drivers d where ${driverCondition(input)}),
    page as (
      select * from matching m ${afterCursor(position, isDescending)}
       order by m.key ${direction}, m.id ${direction} limit ${input.limit + 1}
    )
    select d.id as "driverId", d.name, d.email, d.is_active as "isActive", a.country, a.city, e.name as seller,
           (select coalesce(jsonb_agg(jsonb_build_object('uid', k.uid, 'state', case when k.valid_until < now()
            then 'expired' else k.state end)
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
  const { rows, ...ends } = pageOf(found, input.limit, position, (row) => [row.key, row.driverId]);
  return { rows: rows.map(driverOf), total: found[0]?.total ?? 0, ...ends };
}

/** The filter as a condition on `drivers d`. */
export function driverCondition({ text, state }: z.infer<typeof DriverFilter>): SQL {
  const all: SQL[] = [sql`true`];
  if (text !== "") {
    const part = containsPattern(text);
    all.push(sql`(d.name ilike ${part} or d.email ilike ${part} or exists (
      select from tokens k where k.tenant_id = d.tenant_id and k.driver_id = d.id
         and (k.uid ilike ${part} or k.label ilike ${part})))`);
  }
  if (state !== undefined) all.push(sql`d.is_active = ${state === "active"}`);
  return sql.join(all, sql` and `);
}

function afterCursor({ keys }: PagePosition<z.infer<typeof KeyAndId>>, isDescending: boolean): SQL {
  if (keys === null) return sql``;
  const [key, id] = keys;
  return sql`where (m.key, m.id) ${isDescending ? sql`<` : sql`>`} (${key}, ${id}::uuid)`;
}

const driverOf = ({ total: _total, key: _key, lastChargedMs, createdMs, ...row }: Row): DriverRow => ({
  ...row,
  lastChargedAt: lastChargedMs === null ? null : new Date(lastChargedMs),
  createdAt: new Date(createdMs),
});

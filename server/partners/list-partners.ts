import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { TenantRead } from "@/db/tenant";
import { within } from "@/server/drivers/facts";
import { Cursor, cursorOf, readCursor } from "@/server/stations/cursor";

export const ListPartners = z.object({
  /** part of a name, of DE-ABC, of an e-mail address */
  text: z.string().trim().max(100).default(""),
  state: z.enum(["active", "blocked"]).optional(),
  sort: z.enum(["name", "-name", "party", "-party"]).default("name"),
  after: Cursor.optional(),
  before: Cursor.optional(),
  limit: z.number().int().min(1).max(500).default(100),
});

export type PartnerRow = {
  readonly partnerId: string;
  readonly name: string;
  readonly countryCode: string;
  readonly partyId: string;
  readonly email: string;
  readonly vatId: string | null;
  readonly paymentTermsDays: number;
  readonly isActive: boolean;
  readonly tokenCount: number;
  readonly lastChargedAt: Date | null;
};

export type PartnerPage = {
  readonly rows: readonly PartnerRow[];
  readonly total: number;
  readonly before: string | null;
  readonly after: string | null;
};

type Input = z.infer<typeof ListPartners>;
type Row = Omit<PartnerRow, "lastChargedAt"> & {
  readonly lastChargedMs: number | null;
  readonly total: number;
  readonly key: string;
};

const PARTY = sql`(m.country_code || '-' || m.party_id)`;
const KEYS: Readonly<Record<"name" | "party", SQL>> = { name: sql`lower(m.name)`, party: PARTY };

/** One page of roaming partners, in one statement. Keyset paging: `after` and `before` are opaque cursors. */
export async function listPartners(db: TenantRead, input: Input): Promise<PartnerPage> {
  const key = KEYS[input.sort.replace(/^-/, "") as keyof typeof KEYS];
  const back = input.before !== undefined;
  const downwards = input.sort.startsWith("-") !== back;
  const direction = downwards ? sql`desc` : sql`asc`;
  const rows = await db.execute<Row>(sql`
    with matching as (
      select m.id, ${key} as key
        from emsps m join billing_accounts a on a.tenant_id = m.tenant_id and a.id = m.billing_account_id
       where ${conditionOf(input)}
    ), page as (
      select * from matching x ${beyond(input, downwards)}
       order by x.key ${direction}, x.id ${direction} limit ${input.limit + 1}
    )
    select m.id as "partnerId", m.name, m.country_code as "countryCode", m.party_id as "partyId", a.email, a.vat_id as "vatId",
           a.payment_terms_days as "paymentTermsDays", m.is_active as "isActive",
           (select count(*)::int from tokens k where k.tenant_id = m.tenant_id and k.emsp_id = m.id) as "tokenCount",
           (select (extract(epoch from max(r.ended_at)) * 1000)::float8 from charge_records r
             where r.tenant_id = m.tenant_id and r.billing_account_id = m.billing_account_id) as "lastChargedMs",
           page.key, (select count(*) from matching)::int as total
      from page
      join emsps m on m.id = page.id
      join billing_accounts a on a.tenant_id = m.tenant_id and a.id = m.billing_account_id
     order by page.key ${direction}, page.id ${direction}`);
  return pageOf([...rows], input);
}

function conditionOf({ text, state }: Input): SQL {
  const all: SQL[] = [sql`true`];
  if (text !== "") {
    const part = within(text);
    all.push(sql`(m.name ilike ${part} or ${PARTY} ilike ${part} or a.email ilike ${part})`);
  }
  if (state !== undefined) all.push(sql`m.is_active = ${state === "active"}`);
  return sql.join(all, sql` and `);
}

function beyond({ after, before }: Input, downwards: boolean): SQL {
  const cursor = before ?? after;
  if (cursor === undefined) return sql``;
  const [key, id] = readCursor(cursor, 2);
  return sql`where (x.key, x.id) ${downwards ? sql`<` : sql`>`} (${key}, ${id}::uuid)`;
}

function pageOf(rows: readonly Row[], { limit, after, before }: Input): PartnerPage {
  const back = before !== undefined;
  const kept = rows.slice(0, limit);
  if (back) kept.reverse();
  const [first, last] = [kept.at(0), kept.at(-1)];
  const more = rows.length > limit;
  const cursor = (row: Row | undefined) => (row ? cursorOf([row.key, row.partnerId]) : null);
  return {
    rows: kept.map(({ total: _total, key: _key, lastChargedMs, ...row }) => ({
      ...row,
      lastChargedAt: lastChargedMs === null ? null : new Date(lastChargedMs),
    })),
    total: first?.total ?? 0,
    before: (back ? more : after !== undefined) ? cursor(first) : null,
    after: back || more ? cursor(last) : null,
  };
}

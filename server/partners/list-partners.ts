import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { TenantRead } from "@/db/tenant";
import { type PageCursors, pageInput, pageOf, type PagePosition, positionOf } from "@/server/listing/keyset";
import { containsPattern } from "@/server/listing/like";

export const ListPartners = z.object({
  /** part of a name, of DE-ABC, of an e-mail address */
  text: z.string().trim().max(100).default(""),
  state: z.enum(["active", "blocked"]).optional(),
  sort: z.enum(["name", "-name", "party", "-party"]).default("name"),
  ...pageInput(100, 500),
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

export type PartnerPage = PageCursors & { readonly rows: readonly PartnerRow[]; readonly total: number };

type Input = z.infer<typeof ListPartners>;
type Row = Omit<PartnerRow, "lastChargedAt"> & {
  readonly lastChargedMs: number | null;
  readonly total: number;
  readonly key: string;
};

const PARTY = sql`(m.country_code || '-' || m.party_id)`;
const KEYS: Readonly<Record<"name" | "party", SQL>> = { name: sql`lower(m.name)`, party: PARTY };

/** What the cursor holds: the sort key, and the id for those that have the same one. */
const KeyAndId = z.tuple([z.string(), z.uuid()]);

/** One page of roaming partners, in one statement. */
export async function listPartners(db: TenantRead, input: Input): Promise<PartnerPage> {
  const key = KEYS[input.sort.replace(/^-/, "") as keyof typeof KEYS];
  const position = positionOf(input, KeyAndId);
  const isDescending = input.sort.startsWith("-") !== position.isBackwards;
  const direction = isDescending ? sql`desc` : sql`asc`;
  const found = await db.execute<Row>(sql`
    with matching as (
      select m.id, ${key} as key
        from emsps m join billing_accounts a on a.tenant_id = m.tenant_id and a.id = m.billing_account_id
       where ${conditionOf(input)}
    ), page as (
      select * from matching x ${afterCursor(position, isDescending)}
       order by x.key ${direction}, x.id ${direction} limit ${input.limit + 1}
    )
    select m.id as "partnerId", m.name, m.country_code as "countryCode", m.party_id as "partyId", a.email,
           a.vat_id as "vatId",
           a.payment_terms_days as "paymentTermsDays", m.is_active as "isActive",
           (select count(*)::int from tokens k where k.tenant_id = m.tenant_id and k.emsp_id = m.id) as "tokenCount",
           (select (extract(epoch from max(r.ended_at)) * 1000)::float8 from charge_records r
             where r.tenant_id = m.tenant_id and r.billing_account_id = m.billing_account_id) as "lastChargedMs",
           page.key, (select count(*) from matching)::int as total
      from page
      join emsps m on m.id = page.id
      join billing_accounts a on a.tenant_id = m.tenant_id and a.id = m.billing_account_id
     order by page.key ${direction}, page.id ${direction}`);
  const { rows, ...ends } = pageOf(found, input.limit, position, (row) => [row.key, row.partnerId]);
  return { rows: rows.map(partnerOf), total: found[0]?.total ?? 0, ...ends };
}

function conditionOf({ text, state }: Input): SQL {
  const all: SQL[] = [sql`true`];
  if (text !== "") {
    const part = containsPattern(text);
    all.push(sql`(m.name ilike ${part} or ${PARTY} ilike ${part} or a.email ilike ${part})`);
  }
  if (state !== undefined) all.push(sql`m.is_active = ${state === "active"}`);
  return sql.join(all, sql` and `);
}

function afterCursor({ keys }: PagePosition<z.infer<typeof KeyAndId>>, isDescending: boolean): SQL {
  if (keys === null) return sql``;
  const [key, id] = keys;
  return sql`where (x.key, x.id) ${isDescending ? sql`<` : sql`>`} (${key}, ${id}::uuid)`;
}

const partnerOf = ({ total: _total, key: _key, lastChargedMs, ...row }: Row): PartnerRow => ({
  ...row,
  lastChargedAt: lastChargedMs === null ? null : new Date(lastChargedMs),
});

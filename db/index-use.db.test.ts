import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { databaseUrl } from "./env";

/**
 * Under row security an index serves only comparisons that Postgres knows to leak nothing:
 * `lower(uid)` and `data ->> 'id'` are none.
 */
const INDEXED_LOOKUPS = [
  { label: "a token by its uid", table: "tokens", index: "tokens_uid_kind_key", by: "uid_lower", is: "a" },
  {
    label: "what was found about an invoice",
    table: "findings",
    index: "findings_invoice",
    by: "invoice_id",
    is: "00000000-0000-0000-0000-000000000000",
  },
] as const;

let owner: postgres.Sql;
beforeAll(() => {
  owner = postgres(databaseUrl(), { max: 1, onnotice: () => undefined });
});
afterAll(() => owner.end());

class Rollback extends Error {}

/**
 * How `role` would find a row of a table that is like `table` and has no other index: which one of
 * several is the cheapest changes by the hour.
 */
async function planOf(role: string, { table, index, by, is }: (typeof INDEXED_LOOKUPS)[number]): Promise<string> {
  let plan = "";
  const explained = owner.begin(async (sql) => {
    const [definition] = await sql<{ by: string }[]>`select pg_get_indexdef(${index}::regclass) as by`;
    await sql.unsafe(`create table looked_up (like ${table} including generated)`);
    await sql.unsafe((definition?.by ?? "").replace(`public.${table}`, "looked_up").replace(index, "looked_up_by"));
    await sql.unsafe(
      `select protect_tenant_table('looked_up'); grant select on looked_up to ${role}; set local role ${role}`,
    );
    await sql`select set_config('app.tenant_id', gen_random_uuid()::text, true),
    set_config('app.tenant_ids', '{}', true),
                     set_config('enable_seqscan', 'off', true)`;
    const lines = await sql.unsafe<{ "QUERY PLAN": string }[]>(`explain select from looked_up where ${by} = '${is}'`);
    plan = lines.map((line) => line["QUERY PLAN"]).join("\n");
    throw new Rollback(); // and the table was never there
  });
  await expect(explained).rejects.toBeInstanceOf(Rollback);
  return plan;
}

test.each(["corrente_portal", "corrente_gateway"])("row security leaves %s its indexes", async (role) => {
  for (const one of INDEXED_LOOKUPS)
    expect(await planOf(role, one), one.label).toMatch(new RegExp(`Index Cond: .*${one.by} =`));
});

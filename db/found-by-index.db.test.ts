import { expect, test } from "vitest";
import { poolOf } from "./client";
import { freshTenant } from "./testing/fresh-tenant";

/** Under row security an index serves only comparisons that Postgres knows to leak nothing: `lower(uid)` and `data ->> 'id'` are none. */
const FOUND: readonly (readonly [what: string, condition: string, statement: string])[] = [
  ["a token by its uid", "uid_lower =", "select id from tokens where uid_lower = 'a'"],
  [
    "what was found about an invoice",
    "invoice_id =",
    "select id from findings where invoice_id = '00000000-0000-0000-0000-000000000000'",
  ],
];

test.each(["portal", "gateway"] as const)("row security leaves the %s its indexes", async (role) => {
  const { tenantId } = await freshTenant();
  for (const [what, condition, statement] of FOUND) {
    const plan = await poolOf(role).begin(async (sql) => {
      await sql`select set_config('app.tenant_id', ${tenantId}, true), set_config('app.tenant_ids', ${`{${tenantId}}`}, true),
                       set_config('enable_seqscan', 'off', true)`;
      const lines = await sql.unsafe<{ "QUERY PLAN": string }[]>(`explain ${statement}`);
      return lines.map((line) => line["QUERY PLAN"]).join("\n");
    });
    expect(plan, what).toMatch(new RegExp(`Index Cond: .*${condition}`));
  }
});

import { expect, test } from "vitest";
import { auditEntries } from "@/db/schema/audit-entries";
import { readTenant, writeTenant } from "@/db/tenant";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import { ListEntries, listEntries } from "./list-entries";

const list = (tenant: FreshTenant, requested: object) =>
  readTenant(tenant.tenantId, (db) => listEntries(db, ListEntries.parse(requested)));

const write = (tenant: FreshTenant, actions: readonly string[]) =>
  writeTenant(tenant.tenantId, (db) =>
    db.insert(auditEntries).values(actions.map((action) => ({ action, data: { action } }))),
  );

test("goes through what was done in the same instant page by page, and leaves nothing out", async () => {
  const tenant = await freshTenant();
  const actions = Array.from({ length: 7 }, (_, at) => `tariffs.step${at}`);
  await write(tenant, actions); // one transaction: one instant for all, with microseconds
  const seen: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await list(tenant, { limit: 3, after });
    seen.push(...page.entries.map(({ action }) => action));
    if (page.after === null) break;
    after = page.after;
  }
  expect(seen.sort()).toEqual(actions);
});

test("takes the signs of a search for themselves", async () => {
  const tenant = await freshTenant();
  await write(tenant, ["billing.issue", "billing.issue_run"]);
  const found = async (requested: object) => (await list(tenant, requested)).entries.map(({ action }) => action);
  expect(await found({ action: "billing.issue_" })).toEqual(["billing.issue_run"]);
  expect(await found({ text: "%" })).toEqual([]);
});

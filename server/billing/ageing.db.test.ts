import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import { readTenant, writeTenant } from "@/db/tenant";
import { ageing } from "./ageing";

/** An issued invoice due so many days ago in the seller's zone; a part of it may be paid. */
const insertOpenInvoice = (
  tenant: FreshTenant,
  grossMinor: number,
  daysLate: number,
  state = "issued",
  currency = "EUR",
) =>
  writeTenant(tenant.tenantId, (db) =>
    db.execute(sql`
      insert into invoices (document_type, state, legal_entity_id, billing_account_id, currency, anchor, net_minor,
        tax_minor, gross_minor,
                            model, number, due_on)
      select 'INVOICE', ${state}, ${tenant.legalEntityId}::uuid, ${tenant.driver.billingAccountId}::uuid, ${currency},
             'GROSS',
             ${grossMinor}, 0, ${grossMinor}, '{}', gen_random_uuid()::text,
             (now() at time zone e.time_zone)::date - ${daysLate}::int
        from legal_entities e where e.id = ${tenant.legalEntityId}::uuid`),
  );

test("an invoice is overdue from the day after its due date in the seller's zone, in steps of 30 days", async () => {
  const tenant = await freshTenant({ timeZone: "Pacific/Auckland" });
  for (const [minor, daysLate] of [
    [100, -5],
    [200, 0],
    [400, 1],
    [800, 30],
    [1600, 31],
    [3200, 90],
    [6400, 91],
  ] as const) {
    await insertOpenInvoice(tenant, minor, daysLate);
  }
  const [row] = (await readTenant(tenant.tenantId, ageing)).rows;
  expect(row?.byAge).toEqual({
    notDue: { minor: 300n, count: 2 }, // 100 + 200: due today is not late
    to30: { minor: 1200n, count: 2 }, // 400 + 800
    to60: { minor: 1600n, count: 1 },
    to90: { minor: 3200n, count: 1 },
    over90: { minor: 6400n, count: 1 },
  });
  expect(row).toMatchObject({ openMinor: 12_700n, overdueMinor: 12_400n, overdueCount: 5 });
});

test("ageing keeps currencies apart, and leaves out paid and credited invoices and drafts", async () => {
  const tenant = await freshTenant();
  await insertOpenInvoice(tenant, 500, 3, "paid");
  await insertOpenInvoice(tenant, 500, 3, "credited");
  await insertOpenInvoice(tenant, 500, 3, "draft");
  await insertOpenInvoice(tenant, 70, 3, "issued", "EUR");
  await insertOpenInvoice(tenant, 9, 3, "issued", "SEK");
  const found = await readTenant(tenant.tenantId, ageing);
  expect(found.rows.map(({ currency, openMinor }) => [currency, openMinor])).toEqual([
    ["EUR", 70n],
    ["SEK", 9n],
  ]);
  expect(found.draftCount).toBe(1);
});

import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { unbilledRecords } from "@/db/schema/charge-records";
import { readTenant, writeTenant } from "@/db/tenant";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import { discardDraft } from "@/server/billing/discard-draft";
import { issueCreditNote } from "@/server/billing/issue-credit-note";
import { insertChargeRecord } from "@/server/billing/testing/insert-charge-record";
import { draftInvoice, FEBRUARY, issuedInvoice } from "@/server/billing/testing/issued-invoice";

const write = <T>(tenant: FreshTenant, fn: Parameters<typeof writeTenant<T>>[1]) => writeTenant(tenant.tenantId, fn);

/** The list's length, after a check that the list agrees with the links. */
const countUnbilled = (tenant: FreshTenant): Promise<number> =>
  readTenant(tenant.tenantId, async (db) => {
    const listed = (await db.select().from(unbilledRecords)).map(({ chargeRecordId }) => chargeRecordId).sort();
    const unlinked = await db.execute<{ id: string }>(sql`
      select r.id from charge_records r where r.billing_account_id is not null
         and not exists (select from invoice_charge_records l
                          where l.charge_record_id = r.id and l.document_type = 'INVOICE' and l.released_at is null)`);
    expect(listed).toEqual(unlinked.map(({ id }) => id).sort());
    return listed.length;
  });

test("unbilled records follow the links, and leave out records without an account", async () => {
  const tenant = await freshTenant();
  await insertChargeRecord(tenant, { account: null, netMinor: 100n, taxMinor: 23n });
  expect(await countUnbilled(tenant)).toBe(0);
  await insertChargeRecord(tenant, { account: "driver", netMinor: 100n, taxMinor: 23n });
  expect(await countUnbilled(tenant)).toBe(1);
  const invoiceId = await draftInvoice(tenant); // one more record, and both into a draft
  expect(await countUnbilled(tenant)).toBe(0);
  await write(tenant, (db) => discardDraft(db, { invoiceId }));
  expect(await countUnbilled(tenant)).toBe(2);
});

test.each([
  ["waived with its invoice does not come back", false, 0],
  ["to be billed again comes back, and is billed again", true, 1],
])("a record that is %s", async (_title, rebill, expected) => {
  const tenant = await freshTenant();
  const { invoiceId } = await issuedInvoice(tenant);
  await write(tenant, (db) => issueCreditNote(db, { invoiceId, reason: "Wrong price", rebill }, FEBRUARY));
  expect(await countUnbilled(tenant)).toBe(expected);
  await draftInvoice(tenant);
  expect(await countUnbilled(tenant)).toBe(0);
});

test("unbilled records of another operator are not visible", async () => {
  const [tenant, otherTenant] = [await freshTenant(), await freshTenant()];
  await insertChargeRecord(otherTenant, { account: "driver", netMinor: 100n, taxMinor: 23n });
  expect(await countUnbilled(tenant)).toBe(0);
});

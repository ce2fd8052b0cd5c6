import { beforeEach, expect, test } from "vitest";
import { invoiceChargeRecords, invoices } from "@/db/schema/invoices";
import { readTenant, writeTenant } from "@/db/tenant";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import { billingOverview } from "@/server/billing/billing-overview";
import { type BillingRun, closePeriod, previewPeriod } from "@/server/billing/close-period";
import { discardDraft } from "@/server/billing/discard-draft";
import { getInvoice } from "@/server/billing/get-invoice";
import { insertChargeRecord } from "@/server/billing/testing/insert-charge-record";

const FEBRUARY = new Date("2026-02-03T09:00:00Z");
let tenant: FreshTenant;

beforeEach(async () => {
  tenant = await freshTenant();
});

const close = (now = FEBRUARY, month = "2026-01", upToNow = false): Promise<BillingRun> =>
  writeTenant(tenant.tenantId, (db) =>
    closePeriod(db, { legalEntityId: tenant.legalEntityId, month, upToNow }, null, now),
  );

const driverRecord = (grossMinor: bigint, endedAt?: Date) => {
  const taxMinor = (grossMinor * 23n + 61n) / 123n; // gross × 23/123, half up
  return insertChargeRecord(tenant, {
    account: "driver",
    netMinor: grossMinor - taxMinor,
    taxMinor,
    ...(endedAt ? { endedAt } : {}),
  });
};

test("a driver pays the shown gross amounts, with VAT taken out of the sum", async () => {
  await driverRecord(1518n);
  await driverRecord(999n);
  const run = await close();
  expect(run.invoices).toMatchObject([
    // 25.17 gross; 2517 × 23/123 = 470.66 → 471
    { accountKind: "driver", grossMinor: 2517n, taxMinor: 471n, netMinor: 2046n, recordCount: 2 },
  ]);
});

test("an EMSP in another member state pays net, by reverse charge, stated on the document", async () => {
  await insertChargeRecord(tenant, { account: "emsp", netMinor: 1000n, taxMinor: 230n });
  await insertChargeRecord(tenant, { account: "emsp", netMinor: 555n, taxMinor: 128n });
  const run = await close();
  const [bill] = run.invoices;
  expect(bill).toMatchObject({ accountKind: "emsp", netMinor: 1555n, taxMinor: 0n, grossMinor: 1555n });
  const { model } = await readTenant(tenant.tenantId, (db) => getInvoice(db, { invoiceId: bill?.invoiceId ?? "" }));
  expect(model.taxSubtotals).toMatchObject([
    { category: "AE", wording: { vatexCode: "VATEX-EU-AE", sentence: "REVERSE_CHARGE_ARTICLE_195" } },
  ]);
  expect(model.annex).toHaveLength(2);
  expect(model.seller).toMatchObject({ vatId: "PT509999999" });
  expect(model.buyer).toMatchObject({ name: "Roam Test GmbH", vatId: "DE999999999" });
});

test("concurrent closes bill every record exactly once", async () => {
  for (let index = 0; index < 6; index++) await driverRecord(1000n + BigInt(index));
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => close()));
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  const refusals = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  expect(refusals).toEqual(Array.from({ length: 7 }, () => expect.objectContaining({ status: "CONFLICT" })));
  const links = await readTenant(tenant.tenantId, (db) => db.select().from(invoiceChargeRecords));
  expect(links).toHaveLength(6);
});

test("the database itself refuses a second active link to a record", async () => {
  const recordId = await driverRecord(1000n);
  const {
    invoices: [made],
  } = await close();
  const again = writeTenant(tenant.tenantId, async (db) => {
    const [copy] = await db.select().from(invoices);
    if (!copy) throw new Error("no draft");
    const { id: _, ...draft } = copy;
    const [second] = await db.insert(invoices).values(draft).returning({ id: invoices.id });
    await db
      .insert(invoiceChargeRecords)
      .values({ invoiceId: second?.id ?? "", chargeRecordId: recordId, documentType: "INVOICE" });
  });
  await expect(again).rejects.toMatchObject({ cause: { code: "23505" } });
  expect(made?.recordCount).toBe(1);
});

test("a running month is refused, or billed up to now; later records are in the next run", async () => {
  const midMonth = new Date("2026-01-20T10:00:00Z");
  await driverRecord(1000n, new Date("2026-01-10T10:00:00Z"));
  const later = await driverRecord(2000n, new Date("2026-01-25T10:00:00Z"));
  await expect(close(midMonth)).rejects.toMatchObject({ status: "CONFLICT" });
  const interim = await close(midMonth, "2026-01", true);
  expect(interim).toMatchObject({
    label: "2026-01",
    isInterim: true,
    toAt: midMonth,
    invoices: [{ grossMinor: 1000n }],
  });
  const final = await close();
  expect(final).toMatchObject({
    label: "2026-01 (2)",
    isInterim: false,
    invoices: [{ grossMinor: 2000n, recordCount: 1 }],
  });
  const links = await readTenant(tenant.tenantId, (db) => db.select().from(invoiceChargeRecords));
  expect(links.filter((link) => link.chargeRecordId === later)).toHaveLength(1);
});

test("a late record of a closed month is in the next run", async () => {
  await driverRecord(1000n);
  await close();
  await driverRecord(700n, new Date("2026-01-31T23:00:00Z"));
  const run = await close(new Date("2026-03-02T10:00:00Z"), "2026-02");
  expect(run).toMatchObject({ label: "2026-02", invoices: [{ grossMinor: 700n }] });
});

test("the month ends at local midnight of the legal entity, not of UTC", async () => {
  tenant = await freshTenant({ timeZone: "Europe/Berlin" });
  await driverRecord(1000n, new Date("2026-01-31T22:59:59Z")); // 23:59:59 in Berlin
  await driverRecord(2000n, new Date("2026-01-31T23:00:00Z")); // 1 February in Berlin
  expect(await close()).toMatchObject({ invoices: [{ grossMinor: 1000n }], toAt: new Date("2026-01-31T23:00:00Z") });
});

test("a preview shows exactly what closing creates, and saves nothing", async () => {
  await driverRecord(1518n);
  await insertChargeRecord(tenant, { account: "emsp", netMinor: 1000n, taxMinor: 230n });
  const input = { legalEntityId: tenant.legalEntityId, month: "2026-01", upToNow: false };
  const preview = await readTenant(tenant.tenantId, (db) => previewPeriod(db, input, FEBRUARY));
  expect(await readTenant(tenant.tenantId, (db) => db.$count(invoices))).toBe(0);
  const run = await close();
  const unsaved = run.invoices.map((invoice) => ({ ...invoice, invoiceId: null }));
  expect({ ...run, periodId: null, invoices: unsaved }).toEqual(preview);
});

test("unbilled sessions are counted by reason", async () => {
  await driverRecord(1000n);
  await insertChargeRecord(tenant, { account: null, netMinor: 500n, taxMinor: 115n });
  await insertChargeRecord(tenant, { account: "emsp", netMinor: 0n, taxMinor: 0n });
  expect((await close()).leftOut).toEqual({ needsPrice: 0, hold: 0, settling: 0, noAccount: 1, nothingToPay: 1 });
});

test("credits reduce the next bill, and a bill that would be negative waits", async () => {
  await insertChargeRecord(tenant, {
    account: "driver",
    netMinor: -813n,
    taxMinor: -187n,
    kind: "CREDIT",
    energyMilliWh: -10_000_000n,
  });
  await expect(close()).rejects.toMatchObject({ status: "CONFLICT", details: { nothingToPay: 1 } });
  await driverRecord(2500n);
  expect(await close()).toMatchObject({ invoices: [{ grossMinor: 1500n, recordCount: 2 }] });
});

test("a discarded draft releases its records", async () => {
  await driverRecord(1000n);
  const {
    invoices: [draft],
  } = await close();
  await writeTenant(tenant.tenantId, (db) => discardDraft(db, { invoiceId: draft?.invoiceId ?? "" }));
  const overview = await readTenant(tenant.tenantId, (db) => billingOverview(db, FEBRUARY));
  expect(overview.legalEntities[0]?.unbilled).toMatchObject([{ recordCount: 1, grossMinor: 1000n }]);
  expect(await close()).toMatchObject({ label: "2026-01 (2)", invoices: [{ grossMinor: 1000n }] });
});

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { documentSeries, invoiceChargeRecords, invoices } from "@/db/schema/invoices";
import { readTenant, writeTenant } from "@/db/tenant";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import { recordSystemAudit } from "@/server/audit/record";
import { closePeriod } from "@/server/billing/close-period";
import { getInvoice } from "@/server/billing/get-invoice";
import { contentHashOf } from "@/server/content-hash";
import { readModel } from "@/server/documents/invoice-model";
import { issueCreditNote } from "@/server/billing/issue-credit-note";
import { issueInvoice, issueRun } from "@/server/billing/issue-invoice";
import { listInvoices, ListInvoices } from "@/server/billing/list-invoices";
import { recordPayment } from "@/server/billing/record-payment";
import { insertChargeRecord } from "@/server/billing/testing/insert-charge-record";
import { draftInvoice, FEBRUARY, issuedInvoice, JANUARY } from "@/server/billing/testing/issued-invoice";
import { takeNumbers } from "@/server/billing/take-numbers";

let tenant: FreshTenant;

beforeEach(async () => {
  tenant = await freshTenant();
});

const write = <T>(fn: Parameters<typeof writeTenant<T>>[1]) => writeTenant(tenant.tenantId, fn);
const rowOf = async (invoiceId: string) => {
  const [row] = await readTenant(tenant.tenantId, (db) => db.select().from(invoices).where(eq(invoices.id, invoiceId)));
  if (!row) throw new Error("no such document");
  return row;
};

test("twenty concurrent issuers, some rolled back, leave no gap and no duplicate number", async () => {
  const taken = await Promise.allSettled(
    Array.from({ length: 60 }, (_, index) =>
      write(async (db) => {
        const [number] = await takeNumbers(db, tenant.legalEntityId, "INVOICE", "2026-02-03", 1);
        if (index % 3 === 0) throw new Error("rolled back");
        return number;
      }),
    ),
  );
  const numbers = taken.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  expect(numbers.toSorted((a = "", b = "") => a.localeCompare(b))).toEqual(
    Array.from({ length: 40 }, (_, index) => `INV-${tenant.seriesCode}-2026-${String(index + 1).padStart(6, "0")}`),
  );
});

test("a number is given once when many issue the same draft", async () => {
  const invoiceId = await draftInvoice(tenant);
  const results = await Promise.allSettled(
    Array.from({ length: 5 }, () => write((db) => issueInvoice(db, { invoiceId }, FEBRUARY))),
  );
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  const [series] = await readTenant(tenant.tenantId, (db) => db.select().from(documentSeries));
  expect(series?.nextNumber).toBe(2n);
});

test("a run is issued as one contiguous block, dated in the seller's zone and due by the buyer's terms", async () => {
  await insertChargeRecord(tenant, { account: "driver", netMinor: 1000n, taxMinor: 230n });
  await insertChargeRecord(tenant, { account: "emsp", netMinor: 1000n, taxMinor: 230n });
  const input = { legalEntityId: tenant.legalEntityId, month: JANUARY, upToNow: false };
  const run = await write((db) => closePeriod(db, input, null, FEBRUARY));
  const lateEvening = new Date("2026-06-30T23:30:00Z"); // half past midnight of 1 July in Lisbon
  const issued = await write((db) => issueRun(db, { periodId: run.periodId ?? "" }, lateEvening));
  expect(issued.map(({ number, issuedOn, dueOn }) => [number, issuedOn, dueOn])).toEqual([
    [`INV-${tenant.seriesCode}-2026-000001`, "2026-07-01", "2026-07-15"],
    [`INV-${tenant.seriesCode}-2026-000002`, "2026-07-01", "2026-07-15"],
  ]);
});

test("a run is numbered by the buyers' names, and each invoice's history names its issuer", async () => {
  for (let index = 0; index < 6; index++) {
    await insertChargeRecord(tenant, { account: "driver", netMinor: 1000n, taxMinor: 230n });
    await insertChargeRecord(tenant, { account: "emsp", netMinor: 1000n, taxMinor: 230n });
    const input = { legalEntityId: tenant.legalEntityId, month: JANUARY, upToNow: false };
    const run = await write((db) => closePeriod(db, input, null, FEBRUARY));
    const periodId = run.periodId ?? "";
    const issued = await write(async (db) => {
      await recordSystemAudit(db, { action: "billing.issueRun", subjectId: periodId, data: { periodId } });
      return issueRun(db, { periodId }, FEBRUARY);
    });
    const documents = await Promise.all(
      issued.map(({ invoiceId }) => readTenant(tenant.tenantId, (db) => getInvoice(db, { invoiceId }))),
    );
    expect(documents.map(({ model }) => model.buyer.name)).toEqual(["Ana Teste", "Roam Test GmbH"]);
    expect(documents.map(({ history }) => history.map(({ action }) => action))).toEqual([
      ["billing.issue"],
      ["billing.issue"],
    ]);
  }
});

test("dates of a series never run backwards", async () => {
  await issuedInvoice(tenant);
  const invoiceId = await draftInvoice(tenant);
  const before = new Date("2026-02-02T09:00:00Z");
  await expect(write((db) => issueInvoice(db, { invoiceId }, before))).rejects.toMatchObject({ status: "CONFLICT" });
});

test("an issued document has its hash, and the database refuses to change or delete it", async () => {
  const { invoiceId } = await issuedInvoice(tenant);
  const row = await rowOf(invoiceId);
  expect(row.contentHash).toBe(contentHashOf(readModel(row.model)));
  const refused = { cause: { code: "23001" } };
  await expect(
    write((db) => db.update(invoices).set({ grossMinor: 1n }).where(eq(invoices.id, invoiceId))),
  ).rejects.toMatchObject(refused);
  await expect(
    write((db) => db.update(invoices).set({ model: {} }).where(eq(invoices.id, invoiceId))),
  ).rejects.toMatchObject(refused);
  await expect(write((db) => db.delete(invoices).where(eq(invoices.id, invoiceId)))).rejects.toMatchObject(refused);
  // nor its links to records, which would then be billed again
  const links = eq(invoiceChargeRecords.invoiceId, invoiceId);
  await expect(write((db) => db.delete(invoiceChargeRecords).where(links))).rejects.toMatchObject(refused);
  await expect(
    write((db) => db.update(invoiceChargeRecords).set({ chargeRecordId: randomUUID() }).where(links)),
  ).rejects.toMatchObject(refused);
});

test("a credit note negates the invoice to the cent and the milli-watt-hour, in a series of its own", async () => {
  const { invoiceId, number } = await issuedInvoice(tenant);
  const made = await write((db) => issueCreditNote(db, { invoiceId, reason: "Wrong card", rebill: false }, FEBRUARY));
  expect(made).toMatchObject({ number: `CN-${tenant.seriesCode}-2026-000001`, refundBy: "nobody" });
  const [invoice, note] = [await rowOf(invoiceId), await rowOf(made.creditNoteId)];
  expect(invoice.state).toBe("credited");
  expect([
    invoice.netMinor + note.netMinor,
    invoice.taxMinor + note.taxMinor,
    invoice.grossMinor + note.grossMinor,
  ]).toEqual([0n, 0n, 0n]);
  const [bill, credit] = [readModel(invoice.model), readModel(note.model)];
  expect(credit.creditOf).toEqual({ number, issuedOn: "2026-02-03", reason: "Wrong card" });
  expect(
    credit.lines.map((line, index) => BigInt(line.grossMinor) + BigInt(bill.lines[index]?.grossMinor ?? "1")),
  ).toEqual([0n]);
  expect(
    credit.annex.map((line, index) => BigInt(line.energyMilliWh) + BigInt(bill.annex[index]?.energyMilliWh ?? "1")),
  ).toEqual([0n]);
});

test("what was credited is waived, unless it is to be billed again", async () => {
  const first = await issuedInvoice(tenant);
  await write((db) => issueCreditNote(db, { invoiceId: first.invoiceId, reason: "Goodwill", rebill: false }, FEBRUARY));
  const input = { legalEntityId: tenant.legalEntityId, month: JANUARY, upToNow: false };
  await expect(write((db) => closePeriod(db, input, null, FEBRUARY))).rejects.toMatchObject({ status: "CONFLICT" });
  const second = await issuedInvoice(tenant);
  await write((db) =>
    issueCreditNote(db, { invoiceId: second.invoiceId, reason: "Wrong address", rebill: true }, FEBRUARY),
  );
  const again = await write((db) => closePeriod(db, input, null, FEBRUARY));
  expect(again.invoices).toMatchObject([{ grossMinor: 1230n, recordCount: 1 }]);
  const third = await write((db) => issueInvoice(db, { invoiceId: again.invoices[0]?.invoiceId ?? "" }, FEBRUARY));
  await write((db) => issueCreditNote(db, { invoiceId: third.invoiceId, reason: "Once more", rebill: true }, FEBRUARY));
});

test("an invoice is credited once, a credit note and a draft never", async () => {
  const draft = await draftInvoice(tenant);
  const credit = (invoiceId: string) =>
    write((db) => issueCreditNote(db, { invoiceId, reason: "Again", rebill: false }, FEBRUARY));
  await expect(credit(draft)).rejects.toMatchObject({ status: "CONFLICT" });
  await write((db) => issueInvoice(db, { invoiceId: draft }, FEBRUARY));
  const results = await Promise.allSettled([credit(draft), credit(draft), credit(draft)]);
  const [made] = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  await expect(credit(made?.creditNoteId ?? "")).rejects.toMatchObject({ status: "CONFLICT" });
});

test("a bank transfer pays the whole open amount or is refused with a sentence", async () => {
  const { invoiceId } = await issuedInvoice(tenant);
  const pay = (amount: string) =>
    write((db) => recordPayment(db, { invoiceId, amount, receivedOn: "2026-02-10", reference: "SEPA 4711" }, null));
  await expect(pay("12.29")).rejects.toMatchObject({ status: "INVALID", message: expect.stringContaining("€12.30") });
  await expect(pay("12,30")).rejects.toMatchObject({ status: "INVALID" });
  await pay("12.30");
  const paid = await readTenant(tenant.tenantId, (db) => getInvoice(db, { invoiceId }));
  expect(paid).toMatchObject({
    state: "paid",
    openMinor: 0n,
    payments: [{ rail: "bank_transfer", amountMinor: 1230n }],
  });
  await expect(pay("12.30")).rejects.toMatchObject({ status: "CONFLICT" });
  const note = await write((db) => issueCreditNote(db, { invoiceId, reason: "Returned", rebill: false }, FEBRUARY));
  expect(note.refundBy).toBe("finance");
});

test("the list pages through all documents, newest first, and filters by number, name and state", async () => {
  for (let index = 0; index < 5; index++) await issuedInvoice(tenant);
  const list = (input: object) => readTenant(tenant.tenantId, (db) => listInvoices(db, ListInvoices.parse(input)));
  const seen: (string | null)[] = [];
  for (let after: string | undefined; ; ) {
    const page = await list({ limit: 2, after });
    seen.push(...page.rows.map((row) => row.number));
    if (page.after === null) break;
    after = page.after;
  }
  expect(seen).toEqual([5, 4, 3, 2, 1].map((number) => `INV-${tenant.seriesCode}-2026-00000${number}`));
  expect((await list({ text: "000003" })).rows).toMatchObject([{ delivery: "pending" }]); // not printed, so not mailed
  expect((await list({ text: "ana" })).rows).toHaveLength(5);
  expect((await list({ text: "100%" })).rows).toHaveLength(0);
  expect((await list({ state: "overdue" })).rows).toHaveLength(5); // due in February 2026
  expect((await list({ state: "paid" })).rows).toHaveLength(0);
  await draftInvoice(tenant);
  expect((await list({ state: "draft" })).rows).toMatchObject([{ delivery: "none" }]);
});

import { eq } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { withPlatform } from "@/db/platform";
import { users } from "@/db/schema/identity";
import { invoices } from "@/db/schema/invoices";
import { emailDeliveries } from "@/db/schema/email-deliveries";
import { findings } from "@/db/schema/findings";
import { billingAccounts } from "@/db/schema/billing-accounts";
import { readTenant, writeTenant } from "@/db/tenant";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import { closeDifference } from "@/server/billing/close-difference";
import { getInvoice } from "@/server/billing/get-invoice";
import { issueCreditNote } from "@/server/billing/issue-credit-note";
import { FEBRUARY, issuedInvoice } from "@/server/billing/testing/issued-invoice";
import type { env } from "@/server/env";
import { receivePayment } from "@/server/payments/receive-payment";

vi.mock("@/server/env", async (original) => {
  const actual = await original<{ env: typeof env }>();
  return { ...actual, env: () => ({ ...actual.env(), STRIPE_SECRET_KEY: undefined }) };
});

let tenant: FreshTenant;
let invoiceId: string;

beforeEach(async () => {
  tenant = await freshTenant();
  ({ invoiceId } = await issuedInvoice(tenant)); // EUR 12.30
});

const write = <T>(fn: Parameters<typeof writeTenant<T>>[1]) => writeTenant(tenant.tenantId, fn);
const readInvoice = () => readTenant(tenant.tenantId, (db) => getInvoice(db, { invoiceId }));
const readFindings = () => readTenant(tenant.tenantId, (db) => db.select().from(findings));

/** A payment as a webhook reports it, of any amount. */
const receive = (amountMinor: bigint, reference: string, currency = "EUR") =>
  write(async (db) => {
    const [invoice] = await db.select().from(invoices).where(eq(invoices.id, invoiceId)).for("update");
    if (!invoice) throw new Error("no such invoice");
    const payment = { rail: "stripe" as const, amountMinor, currency, receivedOn: "2026-02-09", recordedBy: null };
    return receivePayment(db, invoice, { ...payment, reference });
  });

test("the exact amount pays an invoice without a finding", async () => {
  expect(await receive(1230n, "pi_1")).toBe(true);
  expect(await receive(1230n, "pi_1")).toBe(false);
  expect(await readInvoice()).toMatchObject({ state: "paid", openMinor: 0n, payments: [{ reference: "pi_1" }] });
  expect(await readFindings()).toEqual([]);
});

test("a second payment is recorded and raises a finding", async () => {
  await receive(1230n, "pi_1");
  await receive(1230n, "pi_2");
  expect(await readInvoice()).toMatchObject({ state: "paid", payments: [{}, {}] });
  expect(await readFindings()).toMatchObject([
    { code: "PAYMENT_DIFFERS", severity: "warning", resolvedAt: null, data: { invoiceId, reference: "pi_2" } },
  ]);
});

test("a difference is closed once, with the person and the reason on record", async () => {
  const userId = crypto.randomUUID();
  const [person] = await withPlatform("a test needs a person", (db) =>
    db
      .insert(users)
      .values({ email: `p-${userId}@people.test`, name: "Rita Contas" })
      .returning({ userId: users.id }),
  );
  await receive(1300n, "pi_1");
  const close = () =>
    write((db) => closeDifference(db, person ?? { userId }, { invoiceId, note: "Gave back 0.70, SEPA 4713" }));
  expect((await readInvoice()).findings).toMatchObject([{ code: "PAYMENT_DIFFERS", resolvedAt: null }]);
  await close();
  expect(await readFindings()).toMatchObject([{ resolvedBy: person?.userId, resolution: "Gave back 0.70, SEPA 4713" }]);
  expect((await readInvoice()).findings).toMatchObject([
    { resolvedBy: "Rita Contas", resolution: expect.stringContaining("4713") },
  ]);
  await expect(close()).rejects.toMatchObject({ status: "CONFLICT" });
});

test("a payment of a credited invoice raises a finding", async () => {
  await write((db) => issueCreditNote(db, { invoiceId, reason: "Wrong card", rebill: false }, FEBRUARY));
  await receive(1230n, "pi_1");
  expect(await readInvoice()).toMatchObject({ state: "credited", payments: [{ amountMinor: 1230n }] });
  expect(await readFindings()).toMatchObject([
    { code: "PAYMENT_DIFFERS", resolvedAt: null, data: { reference: "pi_1" } },
  ]);
});

test("an overpayment pays the invoice, and the surplus raises a finding", async () => {
  await receive(1300n, "pi_1");
  expect(await readInvoice()).toMatchObject({ state: "paid", openMinor: 0n });
  expect(await readFindings()).toMatchObject([{ code: "PAYMENT_DIFFERS", resolvedAt: null }]);
});

test("a shortfall has an open finding until the rest is paid", async () => {
  await receive(1000n, "pi_1");
  expect(await readInvoice()).toMatchObject({ state: "issued", openMinor: 230n });
  await receive(230n, "pi_2");
  expect(await readInvoice()).toMatchObject({ state: "paid" });
  const [shortfall, ...others] = await readFindings();
  expect(others).toEqual([]);
  expect(shortfall).toMatchObject({ code: "PAYMENT_DIFFERS", resolution: "paid", resolvedAt: expect.any(Date) });
});

test("a payment in another currency pays nothing and raises a finding", async () => {
  await receive(1230n, "pi_1", "USD");
  expect(await readInvoice()).toMatchObject({
    state: "issued",
    openMinor: 1230n,
    paidMinor: 0n,
    findings: [{ payment: { amountMinor: 1230n, currency: "USD" } }],
  });
  expect(await readFindings()).toMatchObject([{ code: "PAYMENT_DIFFERS", resolvedAt: null }]);
});

test("the payment receipt formats amounts as the invoice does, in the reader's language", async () => {
  await write((db) => db.update(billingAccounts).set({ locale: "pt" }));
  await receive(1230n, "pi_1");
  const [email] = await readTenant(tenant.tenantId, (db) => db.select().from(emailDeliveries));
  expect(email).toMatchObject({ template: "payment-received", props: { amount: "12,30\u00a0€" } });
});

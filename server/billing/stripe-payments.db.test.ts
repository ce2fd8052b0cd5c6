import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { withPlatform } from "@/db/platform";
import { invoices } from "@/db/schema/invoices";
import { stripeEvents } from "@/db/schema/payments";
import { readTenant, writeTenant } from "@/db/tenant";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import { getInvoice } from "@/server/billing/get-invoice";
import { issueCreditNote } from "@/server/billing/issue-credit-note";
import { issuedInvoice } from "@/server/billing/testing/issued-invoice";
import { processStripeEvent } from "@/server/payments/process-stripe-event";
import type { paymentOfInvoice, retrieveInvoice } from "@/server/payments/stripe";

const stripeMocks = vi.hoisted(() => ({
  retrieveInvoice: vi.fn<typeof retrieveInvoice>(),
  paymentOfInvoice: vi.fn<typeof paymentOfInvoice>(),
}));
vi.mock("@/server/payments/stripe", async (original) => ({ ...(await original<object>()), ...stripeMocks }));

let tenant: FreshTenant;
let invoiceId: string;
let stripeId: string;

beforeEach(async () => {
  tenant = await freshTenant();
  ({ invoiceId } = await issuedInvoice(tenant));
  stripeId = `in_${randomUUID()}`;
  await writeTenant(tenant.tenantId, (db) =>
    db.update(invoices).set({ stripeInvoiceId: stripeId }).where(eq(invoices.id, invoiceId)),
  );
  stripeMocks.retrieveInvoice.mockResolvedValue({
    id: stripeId,
    status: "paid",
    currency: "EUR",
    total: 1230,
    amountDue: 1230,
    amountPaid: 1230,
    hostedUrl: null,
    metadata: { tenant: tenant.tenantId, invoice: invoiceId },
  });
});

async function receivePaidEvent(): Promise<void> {
  const eventId = `evt_${randomUUID()}`;
  await withPlatform("a test stores a webhook", (db) =>
    db.insert(stripeEvents).values({ eventId, type: "invoice.paid", livemode: false, objectId: stripeId, payload: {} }),
  );
  await processStripeEvent({ eventId });
}

test("an invoice at Stripe is paid once, also when Stripe could not name its payment at first", async () => {
  stripeMocks.paymentOfInvoice.mockResolvedValueOnce(null);
  await receivePaidEvent();
  stripeMocks.paymentOfInvoice.mockResolvedValue("pi_1");
  await receivePaidEvent();
  const paid = await readTenant(tenant.tenantId, (db) => getInvoice(db, { invoiceId }));
  expect(paid).toMatchObject({ state: "paid", payments: [{ rail: "stripe", amountMinor: 1230n }] });
  expect(paid.payments).toHaveLength(1);
});

test("paid and credited in the same moment: the payment is refunded or raises a finding", async () => {
  stripeMocks.paymentOfInvoice.mockResolvedValue("pi_1");
  const credit = () =>
    writeTenant(tenant.tenantId, (db) => issueCreditNote(db, { invoiceId, reason: "Wrong card", rebill: false }));
  const [, { refundBy }] = await Promise.all([receivePaidEvent(), credit()]);
  const { state, payments, findings } = await readTenant(tenant.tenantId, (db) => getInvoice(db, { invoiceId }));
  expect([state, payments.length]).toEqual(["credited", 1]);
  expect(findings).toHaveLength(refundBy === "stripe" ? 0 : 1);
});

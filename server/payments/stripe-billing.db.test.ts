/**
 * Billing through Stripe, against the Stripe simulator over a real socket. Every call is a logged
 * operation. After any failure Stripe has one invoice with our number and our amounts, and we have
 * one payment.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { documentSeries, invoices } from "@/db/schema/invoices";
import { stripeEvents, stripeOperations } from "@/db/schema/payments";
import { findings } from "@/db/schema/findings";
import { withPlatform } from "@/db/platform";
import { readTenant, writeTenant } from "@/db/tenant";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import { type StripeStandIn, startStripeStandIn } from "@/e2e/simulators/stripe/stripe-stand-in";
import { getInvoice } from "@/server/billing/get-invoice";
import { issueCreditNote } from "@/server/billing/issue-credit-note";
import { recordPayment } from "@/server/billing/record-payment";
import { FEBRUARY, issuedInvoice } from "@/server/billing/testing/issued-invoice";
import type { env } from "@/server/env";
import { queueOpenInvoiceChecks, syncInvoice } from "./sync-invoice";
import { handleWebhook } from "./handle-webhook";
import { processStripeEvent } from "./process-stripe-event";
import { receivePayment } from "./receive-payment";
import { retryOperation, requeueStalledOperations } from "./retry-operation";
import { runOperation } from "./run-operation";

const settings = vi.hoisted(() => ({
  STRIPE_SECRET_KEY: "sk_test_corrente",
  STRIPE_WEBHOOK_SECRET: "whsec_corrente",
  STRIPE_API_BASE: "",
}));
vi.mock("@/server/env", async (original) => {
  const actual = await original<{ env: typeof env }>();
  return { ...actual, env: () => ({ ...actual.env(), ...settings }) };
});

let stripe: StripeStandIn;
let portal: Server;
let tenant: FreshTenant;

beforeAll(async () => {
  portal = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString("utf8");
    });
    request.on("end", () => {
      const signature = request.headers["stripe-signature"];
      void handleWebhook(body, typeof signature === "string" ? signature : null).then(({ status }) =>
        response.writeHead(status).end(),
      );
    });
  });
  await new Promise<void>((resolve) => portal.listen(0, "127.0.0.1", resolve));
  const { port } = portal.address() as AddressInfo;
  const webhookUrl = `http://127.0.0.1:${port}/`;
  stripe = await startStripeStandIn({
    webhookUrl,
    webhookSecret: settings.STRIPE_WEBHOOK_SECRET,
    webhookRetryMs: [20, 50],
  });
  settings.STRIPE_API_BASE = stripe.url;
});

afterAll(async () => {
  await stripe.close();
  await new Promise((resolve) => portal.close(resolve));
});

beforeEach(async () => {
  tenant = await freshTenant();
  stripe.control.reset();
});

const operations = () =>
  readTenant(tenant.tenantId, (db) => db.select().from(stripeOperations).orderBy(stripeOperations.createdAt));
const invoiceOf = (invoiceId: string) => readTenant(tenant.tenantId, (db) => getInvoice(db, { invoiceId }));
const write = <T>(fn: Parameters<typeof writeTenant<T>>[1]) => writeTenant(tenant.tenantId, fn);
const successfulCalls = (operation: string) =>
  stripe.control.calls(operation).filter(({ status, isReplay }) => status === 200 && !isReplay);

/** Plays the worker: runs open operations until none is left. */
async function runOpenOperations(rounds = 30): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const open = (await operations()).filter(({ state }) => state !== "succeeded" && state !== "failed_final");
    if (open.length === 0) return;
    for (const { id } of open) await runOperation({ tenantId: tenant.tenantId, operationId: id });
  }
}

/** Processes this operator's stored webhooks that are not processed yet. */
async function processWebhooks(): Promise<void> {
  await stripe.control.webhooksIdle();
  const waiting = await withPlatform("a test reads stored webhooks", (db) =>
    db
      .select({ eventId: stripeEvents.eventId })
      .from(stripeEvents)
      .where(sql`${stripeEvents.processedAt} is null and ${stripeEvents.payload}::text like ${`%${tenant.tenantId}%`}`),
  );
  for (const event of waiting) await processStripeEvent(event);
}

/** Reads an object from Stripe over its HTTP API, with the secret key. */
async function atStripe(path: string): Promise<Record<string, unknown>> {
  const answer = await fetch(`${stripe.url}/v1/${path}`, {
    headers: { authorization: `Bearer ${settings.STRIPE_SECRET_KEY}` },
  });
  return z.record(z.string(), z.unknown()).parse(await answer.json());
}

async function openInvoice(account: "driver" | "emsp" = "driver") {
  const { invoiceId, number } = await issuedInvoice(tenant, account);
  await runOpenOperations();
  const { stripeInvoiceId } = await invoiceOf(invoiceId);
  if (stripeInvoiceId === null) throw new Error("the invoice did not reach Stripe");
  return { invoiceId, number, stripeId: stripeInvoiceId };
}

test("an issued invoice is open at Stripe with our number, amounts and tax, and its pay page is stored", async () => {
  const { invoiceId, number, stripeId } = await openInvoice();
  const ours = await invoiceOf(invoiceId);
  expect(ours.stripe.map(({ kind, state, attempts }) => [kind, state, attempts])).toEqual([
    ["customer.create", "succeeded", 1],
    ["invoice.create", "succeeded", 1],
    ["invoice.add_lines", "succeeded", 1],
    ["invoice.finalize", "succeeded", 1],
  ]);
  expect(ours.paymentUrl).toContain(stripeId);
  const theirs = await atStripe(`invoices/${stripeId}`);
  expect(theirs).toMatchObject({
    number,
    status: "open",
    total: 1230,
    total_excluding_tax: 1000,
    currency: "eur",
    auto_advance: false,
  });
  expect(theirs["metadata"]).toMatchObject({ tenant: tenant.tenantId, invoice: invoiceId });
});

test("a reverse-charge invoice requests the net amount and no tax at Stripe", async () => {
  const { stripeId } = await openInvoice("emsp");
  expect(await atStripe(`invoices/${stripeId}`)).toMatchObject({
    total: 1000,
    total_excluding_tax: 1000,
    status: "open",
  });
});

test("a second invoice of the same account creates no second customer", async () => {
  await openInvoice();
  await openInvoice();
  expect(successfulCalls("Customers.create")).toHaveLength(1);
  expect(successfulCalls("Invoices.create")).toHaveLength(2);
});

const CALLS = ["Customers.create", "Invoices.create", "Invoices.addLines", "Invoices.finalizeInvoice"] as const;
const FAULTS = ["drop-before", "drop-after", "server-error", "server-error-after", "rate-limit"] as const;

describe.each(FAULTS)("when a call meets %s", (kind) => {
  test.each(CALLS)("%s still leaves exactly one object, complete", async (operation) => {
    stripe.control.fail({ kind, operation, count: kind.startsWith("drop") ? 3 : 1 });
    const { stripeId, number } = await openInvoice();
    expect(CALLS.filter((call) => successfulCalls(call).length > 1)).toEqual([]);
    expect(await atStripe("customers")).toMatchObject({ data: [{}] });
    expect(await atStripe("invoices")).toMatchObject({ data: [{ id: stripeId, number, total: 1230, status: "open" }] });
    expect((await atStripe(`invoices/${stripeId}/lines`))["data"]).toHaveLength(1);
  });
});

test.each(CALLS.map((call, at) => [call, at] as const))(
  "a worker killed between %s and its commit repeats it under the same key and finds the first answer",
  async (call, at) => {
    const { stripeId } = await openInvoice();
    const killed = (await operations())[at];
    await write((db) =>
      db
        .update(stripeOperations)
        .set({ state: "in_flight", leaseUntil: new Date(0), stripeObjectId: null, finishedAt: null })
        .where(eq(stripeOperations.id, killed?.id ?? "")),
    );
    await runOpenOperations();
    expect((await operations())[at]).toMatchObject({ state: "succeeded", epoch: 0, attempts: 2 });
    expect(successfulCalls(call)).toHaveLength(1);
    expect(stripe.control.calls(call).map(({ isReplay }) => isReplay)).toEqual([false, true]);
    expect(await atStripe("invoices")).toMatchObject({ data: [{ id: stripeId, total: 1230 }] });
  },
);

test("an operation leased by another worker is not run", async () => {
  await issuedInvoice(tenant);
  const [first] = await operations();
  await write((db) =>
    db.update(stripeOperations).set({ state: "in_flight", leaseUntil: new Date(Date.now() + 60_000) }),
  );
  await runOperation({ tenantId: tenant.tenantId, operationId: first?.id ?? "" });
  expect(stripe.control.calls()).toHaveLength(0);
});

test("a payment on Stripe's page marks the invoice paid once, with webhooks repeated and reordered", async () => {
  const { invoiceId, stripeId } = await openInvoice();
  stripe.control.webhooks({ duplicate: 2, reorder: 3 });
  stripe.control.payInvoice(stripeId);
  stripe.control.webhooks({ duplicate: 0, reorder: 0 });
  await processWebhooks();
  await processWebhooks();
  const paid = await invoiceOf(invoiceId);
  expect(paid).toMatchObject({ state: "paid", openMinor: 0n });
  expect(paid.payments).toMatchObject([
    { rail: "stripe", amountMinor: 1230n, currency: "EUR", reference: expect.stringMatching(/^pi_/) },
  ]);
  expect(paid.emails.map(({ template }) => template)).toEqual(["payment-received"]);
});

test("a payment whose webhooks were all lost is found by syncing the invoice, and counted once", async () => {
  const { invoiceId, stripeId } = await openInvoice();
  await processWebhooks();
  stripe.control.webhooks({ drop: 100 });
  stripe.control.payInvoice(stripeId);
  await processWebhooks();
  stripe.control.webhooks({ drop: 0 });
  expect(await invoiceOf(invoiceId)).toMatchObject({ state: "issued", payments: [] });

  expect(await write(queueOpenInvoiceChecks)).toBe(1);
  expect(await syncInvoice(stripeId)).toBeNull();
  expect(await syncInvoice(stripeId)).toBeNull();
  expect(await invoiceOf(invoiceId)).toMatchObject({
    state: "paid",
    payments: [{ rail: "stripe", amountMinor: 1230n }],
  });
  expect(await write(queueOpenInvoiceChecks)).toBe(0);
});

test("a late webhook of the open invoice does not undo the payment", async () => {
  const { invoiceId, stripeId } = await openInvoice();
  await stripe.control.webhooksIdle();
  stripe.control.payInvoice(stripeId);
  await processWebhooks();
  const events = z
    .object({ data: z.array(z.object({ id: z.string(), type: z.string() })) })
    .parse(await atStripe("events?limit=50"));
  const finalized = events.data.find(({ type }) => type === "invoice.finalized");
  await withPlatform("a test marks a webhook unprocessed", (db) =>
    db
      .update(stripeEvents)
      .set({ processedAt: null })
      .where(eq(stripeEvents.eventId, finalized?.id ?? "")),
  );
  await processStripeEvent({ eventId: finalized?.id ?? "" });
  expect(await invoiceOf(invoiceId)).toMatchObject({ state: "paid", payments: [{ amountMinor: 1230n }] });
});

test("our metadata copied onto another invoice at Stripe changes nothing here", async () => {
  const { invoiceId } = await openInvoice();
  await write((db) => db.update(invoices).set({ stripeInvoiceId: "in_ours" }).where(eq(invoices.id, invoiceId)));
  const theirs = z.object({ data: z.array(z.object({ id: z.string() })) }).parse(await atStripe("invoices"));
  stripe.control.payInvoice(theirs.data[0]?.id ?? "");
  await processWebhooks();
  expect(await invoiceOf(invoiceId)).toMatchObject({ state: "issued", payments: [] });
});

test("crediting an open invoice closes it at Stripe without a payment", async () => {
  const { invoiceId, stripeId } = await openInvoice();
  const note = await write((db) => issueCreditNote(db, { invoiceId, reason: "Wrong card", rebill: false }, FEBRUARY));
  expect(note.refundBy).toBe("nobody");
  await runOpenOperations();
  await processWebhooks();
  expect(await atStripe(`invoices/${stripeId}`)).toMatchObject({ amount_remaining: 0, amount_paid: 0 });
  expect(await invoiceOf(invoiceId)).toMatchObject({ state: "credited", payments: [] });
});

test("crediting an invoice paid by card refunds it and records both payments", async () => {
  const { invoiceId, stripeId } = await openInvoice();
  stripe.control.payInvoice(stripeId);
  await processWebhooks();
  const note = await write((db) => issueCreditNote(db, { invoiceId, reason: "Wrong card", rebill: false }, FEBRUARY));
  expect(note.refundBy).toBe("stripe");
  await runOpenOperations();
  const credited = await invoiceOf(invoiceId);
  expect(credited.payments.map(({ amountMinor }) => amountMinor)).toEqual([1230n, -1230n]);
  expect(await atStripe("refunds")).toMatchObject({ data: [{ amount: 1230 }] });
});

test("an invoice credited before it reached Stripe is opened there, then credited", async () => {
  const { invoiceId } = await issuedInvoice(tenant);
  await write((db) => issueCreditNote(db, { invoiceId, reason: "Wrong card", rebill: false }, FEBRUARY));
  await runOpenOperations();
  expect((await operations()).map(({ kind, state }) => [kind, state])).toContainEqual([
    "credit_note.create",
    "succeeded",
  ]);
  expect(await atStripe("invoices")).toMatchObject({ data: [{ amount_remaining: 0, amount_paid: 0 }] });
});

test("a bank transfer closes the hosted page, and Stripe's webhook of it is not a second payment", async () => {
  const { invoiceId, stripeId } = await openInvoice();
  const transfer = { invoiceId, amount: "12.30", receivedOn: "2026-02-10", reference: "SEPA 4711" };
  await write((db) => recordPayment(db, transfer, null));
  await runOpenOperations();
  await processWebhooks();
  expect(await atStripe(`invoices/${stripeId}`)).toMatchObject({ status: "paid" });
  expect(await invoiceOf(invoiceId)).toMatchObject({ state: "paid", payments: [{ rail: "bank_transfer" }] });
});

test("a bank transfer credited before Stripe's webhook of it arrives is counted once", async () => {
  const { invoiceId, stripeId } = await openInvoice();
  const transfer = { invoiceId, amount: "12.30", receivedOn: "2026-02-10", reference: "SEPA 4711" };
  await write((db) => recordPayment(db, transfer, null));
  await runOpenOperations();
  await write((db) => issueCreditNote(db, { invoiceId, reason: "Wrong card", rebill: false }, FEBRUARY));
  await processWebhooks();
  expect(await atStripe(`invoices/${stripeId}`)).toMatchObject({ status: "paid" });
  expect((await invoiceOf(invoiceId)).payments.map(({ rail }) => rail)).toEqual(["bank_transfer"]);
});

test("a paid invoice at Stripe with our metadata that we did not create pays nothing", async () => {
  const { invoiceId, stripeId } = await openInvoice();
  // our own invoice has no counterpart at Stripe: the call was refused
  await write((db) => db.update(invoices).set({ stripeInvoiceId: null }).where(eq(invoices.id, invoiceId)));
  await write((db) =>
    db
      .update(stripeOperations)
      .set({ state: "failed_final" })
      .where(eq(stripeOperations.intentKey, `invoice.create:${invoiceId}`)),
  );
  stripe.control.payInvoice(stripeId);
  await processWebhooks();
  expect(await invoiceOf(invoiceId)).toMatchObject({ state: "issued", payments: [] });
});

test("operations behind one that failed for good are not requeued", async () => {
  const { invoiceId } = await openInvoice();
  const long = new Date(Date.now() - 3_600_000);
  const set = (kind: string, change: Partial<typeof stripeOperations.$inferSelect>) =>
    write((db) =>
      db
        .update(stripeOperations)
        .set(change)
        .where(eq(stripeOperations.intentKey, `${kind}:${invoiceId}`)),
    );
  await set("invoice.add_lines", { state: "failed_final" });
  await set("invoice.finalize", { state: "planned", createdAt: long, firstSentAt: null });
  expect(await write((db) => requeueStalledOperations(db))).toBe(0);
  await set("invoice.add_lines", { state: "succeeded" });
  expect(await write((db) => requeueStalledOperations(db))).toBe(1);
});

test("lines that exist at Stripe with another total are checked again, not added a second time", async () => {
  const { invoiceId, stripeId } = await openInvoice();
  const [lines] = (await operations()).filter(({ kind }) => kind === "invoice.add_lines");
  const failed = { state: "failed_final" as const, lastError: { message: "…", code: "total_differs" } };
  await write((db) =>
    db
      .update(stripeOperations)
      .set(failed)
      .where(eq(stripeOperations.id, lines?.id ?? "")),
  );
  await write((db) => retryOperation(db, lines?.id ?? ""));
  await runOpenOperations();
  expect((await operations()).find(({ id }) => id === lines?.id)).toMatchObject({ state: "succeeded" });
  expect(successfulCalls("Invoices.addLines")).toHaveLength(1);
  expect(await atStripe(`invoices/${stripeId}`)).toMatchObject({ total: 1230 });
  expect(await invoiceOf(invoiceId)).toMatchObject({ state: "issued" });
});

test("a payment below the amount owed leaves the invoice open and raises a finding", async () => {
  const { invoiceId } = await openInvoice();
  await write(async (db) => {
    const [invoice] = await db.select().from(invoices).where(eq(invoices.id, invoiceId));
    if (!invoice) throw new Error("no such invoice");
    const part = { rail: "stripe" as const, amountMinor: 1000n, currency: "EUR", receivedOn: "2026-02-09" };
    await receivePayment(db, invoice, { ...part, reference: "pi_part", recordedBy: null });
  });
  expect(await invoiceOf(invoiceId)).toMatchObject({ state: "issued", openMinor: 230n });
  const shown = await readTenant(tenant.tenantId, (db) => db.select().from(findings));
  expect(shown).toMatchObject([{ code: "PAYMENT_DIFFERS", data: { invoiceId } }]);
  const rest = { invoiceId, receivedOn: "2026-02-10", reference: "SEPA 4712" };
  await expect(write((db) => recordPayment(db, { ...rest, amount: "12.30" }, null))).rejects.toMatchObject({
    status: "INVALID",
  });
  await write((db) => recordPayment(db, { ...rest, amount: "2.30" }, null));
  expect(await invoiceOf(invoiceId)).toMatchObject({ state: "paid", openMinor: 0n });
});

test("a call that Stripe refuses shows Stripe's message and is retried under a new key", async () => {
  const { seriesCode } = tenant;
  await openInvoice(); // uses the number
  tenant = await freshTenant();
  // the new operator's first invoice has the same number at the same Stripe account
  const series = { legalEntityId: tenant.legalEntityId, documentType: "INVOICE" as const, fiscalYear: 2026 };
  await write((db) =>
    db.insert(documentSeries).values({ ...series, prefix: `INV-${seriesCode}-2026-`, nextNumber: 1n }),
  );
  const { invoiceId } = await issuedInvoice(tenant);
  await runOpenOperations(6);
  const refused = (await operations()).find(({ kind }) => kind === "invoice.create");
  expect(refused).toMatchObject({ state: "failed_final", epoch: 0 });
  expect((await invoiceOf(invoiceId)).stripe.find(({ state }) => state === "failed_final")?.lastError).toContain(
    "already used",
  );
  stripe.control.reset();
  await write((db) => retryOperation(db, refused?.id ?? ""));
  expect((await operations()).find(({ id }) => id === refused?.id)).toMatchObject({ state: "planned", epoch: 1 });
});

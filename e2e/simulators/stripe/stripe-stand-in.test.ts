import { createServer } from "node:http";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import Stripe from "stripe";
import { afterEach, expect, test } from "vitest";
import { startStripeStandIn, type StandInOptions, type StripeStandIn } from "./stripe-stand-in";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(options: StandInOptions = {}): Promise<StripeStandIn> {
  const standIn = await startStripeStandIn(options);
  closing.push(standIn.close);
  return standIn;
}

function sdk(standIn: StripeStandIn, config: { key?: string; timeout?: number } = {}): Stripe {
  const { hostname, port } = new URL(standIn.url);
  return new Stripe(config.key ?? "sk_test_corrente", {
    host: hostname,
    port,
    protocol: "http",
    maxNetworkRetries: 0,
    timeout: config.timeout ?? 10_000,
    telemetry: false,
  });
}

const VAT_DE = { country: "DE", display_name: "MwSt.", inclusive: false, percentage: 19, tax_type: "vat" } as const;

/** An open invoice of 50.00 + 9.50 VAT under our own number. */
async function openInvoice(stripe: Stripe, number: string) {
  const customer = await stripe.customers.create({
    name: "Stadtflotte Köln GmbH",
    email: "buchhaltung@stadtflotte.example",
  });
  const draft = await stripe.invoices.create({
    customer: customer.id,
    currency: "eur",
    collection_method: "send_invoice",
    days_until_due: 14,
    auto_advance: false,
    pending_invoice_items_behavior: "exclude",
    number,
  });
  await stripe.invoices.addLines(draft.id, {
    lines: [
      {
        amount: 5000,
        description: "Charging, 12 sessions",
        tax_amounts: [
          { amount: 950, taxable_amount: 5000, taxability_reason: "standard_rated", tax_rate_data: VAT_DE },
        ],
      },
    ],
  });
  return { customer, invoice: await stripe.invoices.finalizeInvoice(draft.id) };
}

/**
 * A webhook receiver that keeps raw body and header and answers with these statuses, then with the
 * last.
 */
async function listener(...statuses: number[]) {
  const received: { body: string; signature: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({ body: Buffer.concat(chunks).toString(), signature: String(request.headers["stripe-signature"]) });
      response.writeHead(statuses.length > 1 ? (statuses.shift() ?? 200) : (statuses[0] ?? 200)).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close());
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/webhooks/stripe` };
}

test("an invoice under our number goes from lines to paid with verifiable webhooks", async () => {
  const { received, url } = await listener();
  const standIn = await start({ webhookUrl: url });
  const stripe = sdk(standIn);
  const { invoice } = await openInvoice(stripe, "RE-2026-0001");
  expect(invoice).toMatchObject({
    number: "RE-2026-0001",
    status: "open",
    subtotal: 5000,
    total: 5950,
    amount_due: 5950,
  });
  expect(invoice.total_taxes).toMatchObject([
    { amount: 950, taxable_amount: 5000, taxability_reason: "standard_rated" },
  ]);
  await stripe.invoices.sendInvoice(invoice.id);

  standIn.control.payInvoice(invoice.id);
  await standIn.control.webhooksIdle();

  const events = received.map(({ body, signature }) =>
    stripe.webhooks.constructEvent(body, signature, standIn.webhookSecret),
  );
  const types = new Set(events.map((event) => event.type));
  expect([...types]).toEqual(
    expect.arrayContaining(["invoice.finalized", "invoice.sent", "invoice.paid", "payment_intent.succeeded"]),
  );
  const paid = await stripe.invoices.retrieve(invoice.id, {
    expand: ["customer", "payments.data.payment.payment_intent"],
  });
  expect(paid).toMatchObject({ status: "paid", amount_paid: 5950, amount_remaining: 0 });
  expect(paid.customer).toMatchObject({ object: "customer", name: "Stadtflotte Köln GmbH" });
  expect(paid.payments?.data[0]?.payment.payment_intent).toMatchObject({ status: "succeeded", amount_received: 5950 });
});

test("a changed webhook does not verify", async () => {
  const { received, url } = await listener();
  const standIn = await start({ webhookUrl: url });
  const stripe = sdk(standIn);
  await stripe.customers.create({ name: "Rita Marques" });
  await standIn.control.webhooksIdle();
  const { body, signature } = received[0] ?? { body: "", signature: "" };
  expect(() => stripe.webhooks.constructEvent(body.replace("Rita", "Rota"), signature, standIn.webhookSecret)).toThrow(
    /signature/i,
  );
});

test("the same key and parameters give the stored answer, other parameters are refused", async () => {
  const stripe = sdk(await start());
  const first = await stripe.customers.create({ name: "Ana Sousa" }, { idempotencyKey: "op-1:0" });
  const again = await stripe.customers.create({ name: "Ana Sousa" }, { idempotencyKey: "op-1:0" });
  expect(again.id).toBe(first.id);
  expect(again.lastResponse.headers["idempotent-replayed"]).toBe("true");
  await expect(stripe.customers.create({ name: "Eva" }, { idempotencyKey: "op-1:0" })).rejects.toMatchObject({
    statusCode: 400,
    rawType: "idempotency_error",
  });
  expect((await stripe.customers.list()).data).toHaveLength(1);
});

test("a parameter unknown to the SDK's types is refused by name", async () => {
  const stripe = sdk(await start());
  const loose = stripe.invoices as unknown as { create(params: object): Promise<unknown> }; // past the types on purpose
  await expect(loose.create({ customer: "cus_x", colour: "green" })).rejects.toMatchObject({
    statusCode: 400,
    code: "parameter_unknown",
    param: "colour",
  });
  await expect(loose.create({ customer: "cus_x", collection_method: "by_pigeon" })).rejects.toMatchObject({
    statusCode: 400,
    param: "collection_method",
  });
});

test("an amount that is not a whole number of minor units is refused", async () => {
  const stripe = sdk(await start());
  const intent = stripe.paymentIntents.create({ amount: 10.5, currency: "eur" });
  await expect(intent).rejects.toMatchObject({ statusCode: 400, code: "parameter_invalid_integer", param: "amount" });
  const { data } = await stripe.paymentIntents.list();
  expect(data).toEqual([]);
});

test("a typed parameter without effect here is refused rather than ignored", async () => {
  const stripe = sdk(await start());
  const customer = await stripe.customers.create({ name: "Ana" });
  const refused = stripe.invoices.create({ customer: customer.id, automatic_tax: { enabled: true } });
  await expect(refused).rejects.toMatchObject({ statusCode: 400, code: "stand_in_limitation" });
});

test.each(["timeout-after", "timeout-before", "drop-after"] as const)(
  "%s, then the same key, makes one customer",
  async (kind) => {
    const standIn = await start();
    const stripe = sdk(standIn, { timeout: 250 });
    // A cut socket is retried once by the SDK itself, so it takes two to reach the caller.
    standIn.control.fail({ kind, operation: "Customers.create", count: kind === "drop-after" ? 2 : 1 });
    const options = { idempotencyKey: "op-7:0" };
    await expect(stripe.customers.create({ name: "Ana" }, options)).rejects.toBeInstanceOf(
      Stripe.errors.StripeConnectionError,
    );
    const customer = await stripe.customers.create({ name: "Ana" }, options);
    expect(customer.lastResponse.headers["idempotent-replayed"]).toBe(kind === "timeout-before" ? undefined : "true");
    expect((await stripe.customers.list()).data.map((one) => one.id)).toEqual([customer.id]);
  },
);

test("a stored 500 is replayed for its key; a rate limit is not stored", async () => {
  const standIn = await start();
  const stripe = sdk(standIn);
  standIn.control.fail({ kind: "server-error" });
  for (const _ of [1, 2]) {
    await expect(stripe.customers.create({ name: "Ana" }, { idempotencyKey: "a" })).rejects.toMatchObject({
      statusCode: 500,
    });
  }
  standIn.control.fail({ kind: "rate-limit" });
  await expect(stripe.customers.create({ name: "Ana" }, { idempotencyKey: "b" })).rejects.toMatchObject({
    statusCode: 429,
  });
  await stripe.customers.create({ name: "Ana" }, { idempotencyKey: "b" });
  expect((await stripe.customers.list()).data).toHaveLength(1);
});

test("a finalized invoice cannot change and its number cannot be reused", async () => {
  const stripe = sdk(await start());
  const { invoice, customer } = await openInvoice(stripe, "RE-2026-0002");
  const line = { lines: [{ amount: 100, description: "More" }] };
  await expect(stripe.invoices.addLines(invoice.id, line)).rejects.toMatchObject({ code: "invoice_not_editable" });
  await expect(stripe.invoices.update(invoice.id, { description: "x" })).rejects.toMatchObject({
    code: "invoice_not_editable",
  });
  await expect(stripe.invoices.del(invoice.id)).rejects.toMatchObject({ code: "invoice_not_editable" });
  const twin = stripe.invoices.create({ customer: customer.id, number: "RE-2026-0002" });
  await expect(twin).rejects.toMatchObject({ statusCode: 400, param: "number" });
  expect((await stripe.invoices.voidInvoice(invoice.id)).status).toBe("void");
});

test("a paid invoice is credited by line with tax, and the refund reaches the balance", async () => {
  const standIn = await start();
  const stripe = sdk(standIn);
  const { invoice } = await openInvoice(stripe, "RE-2026-0003");
  standIn.control.payInvoice(invoice.id);
  const line = invoice.lines.data[0];
  const lines = [{ type: "invoice_line_item" as const, invoice_line_item: line?.id ?? "", amount: 2000 }];
  const preview = await stripe.creditNotes.preview({ invoice: invoice.id, lines, refund_amount: 2380 });
  expect(preview.total).toBe(2380); // 20.00 + 950 × 2000/5000
  await expect(stripe.creditNotes.create({ invoice: invoice.id, lines, refund_amount: 2000 })).rejects.toThrow(
    /must equal/,
  );
  const note = await stripe.creditNotes.create({ invoice: invoice.id, lines, refund_amount: 2380 });
  expect(note).toMatchObject({
    number: "RE-2026-0003-CN-01",
    status: "issued",
    type: "post_payment",
    post_payment_amount: 2380,
  });
  const balance = await stripe.balanceTransactions.list({ type: "refund" });
  expect(balance.data).toMatchObject([{ amount: -2380, net: -2380 }]);
  const rest = { type: "invoice_line_item" as const, invoice_line_item: line?.id ?? "", amount: 3001 };
  const tooMuch = stripe.creditNotes.create({ invoice: invoice.id, lines: [rest], out_of_band_amount: 3571 });
  await expect(tooMuch).rejects.toThrow(/greater than what is left/);
});

test("a credit note on an open invoice reduces the amount due", async () => {
  const standIn = await start();
  const stripe = sdk(standIn);
  const { invoice } = await openInvoice(stripe, "RE-2026-0004");
  await stripe.creditNotes.create({ invoice: invoice.id, amount: 950 });
  expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({ status: "open", amount_remaining: 5000 });
  expect(standIn.control.payInvoice(invoice.id)).toMatchObject({ status: "paid", amount_paid: 5000 });
});

test("an authorisation is captured once, at most what is held; a decline is kept", async () => {
  const stripe = sdk(await start());
  const hold = { amount: 4000, currency: "eur", capture_method: "manual", confirm: true } as const;
  const held = await stripe.paymentIntents.create({
    ...hold,
    payment_method: "pm_card_visa",
    expand: ["latest_charge"],
  });
  expect(held).toMatchObject({
    status: "requires_capture",
    amount_capturable: 4000,
    latest_charge: { captured: false },
  });
  await expect(stripe.paymentIntents.capture(held.id, { amount_to_capture: 4001 })).rejects.toMatchObject({
    code: "amount_too_large",
  });
  const captured = await stripe.paymentIntents.capture(held.id, { amount_to_capture: 1234 });
  expect(captured).toMatchObject({ status: "succeeded", amount_received: 1234, amount_capturable: 0 });
  await expect(stripe.paymentIntents.cancel(held.id)).rejects.toMatchObject({
    code: "payment_intent_unexpected_state",
  });
  const declined = stripe.paymentIntents.create({ ...hold, payment_method: "pm_card_chargeDeclined" });
  await expect(declined).rejects.toMatchObject({ statusCode: 402, code: "card_declined" });
  const { data } = await stripe.paymentIntents.list();
  expect(data.map((intent) => intent.status)).toEqual(["requires_payment_method", "succeeded"]);
});

test("a direct debit waits for the bank's answer", async () => {
  const standIn = await start();
  const stripe = sdk(standIn);
  const params = { amount: 900, currency: "eur", confirm: true, payment_method: "pm_sepaDebit_de" };
  const [good, bad] = [await stripe.paymentIntents.create(params), await stripe.paymentIntents.create(params)];
  expect(good.status).toBe("processing");
  expect(standIn.control.completePayment(good.id, "succeeded").status).toBe("succeeded");
  expect(standIn.control.completePayment(bad.id, "failed").status).toBe("requires_payment_method");
  expect((await stripe.charges.list({ payment_intent: bad.id })).data).toMatchObject([{ status: "failed" }]);
});

test("lists are filtered and paged, newest first", async () => {
  const stripe = sdk(await start());
  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1)
    ids.unshift((await stripe.customers.create({ email: `d${n % 2}@drivers.example` })).id);
  const first = await stripe.customers.list({ limit: 2 });
  expect([first.data.map((one) => one.id), first.has_more]).toEqual([ids.slice(0, 2), true]);
  const second = await stripe.customers.list({ limit: 3, starting_after: ids[1] ?? "" });
  expect([second.data.map((one) => one.id), second.has_more]).toEqual([ids.slice(2), false]);
  const walked: string[] = [];
  for await (const one of stripe.customers.list({ limit: 2 })) walked.push(one.id);
  expect(walked).toEqual(ids);
  expect((await stripe.customers.list({ email: "d1@drivers.example" })).data).toHaveLength(2);
});

test("an invoice includes ten of its lines, the rest are listed apart", async () => {
  const stripe = sdk(await start());
  const { id: customer } = await stripe.customers.create({});
  const draft = await stripe.invoices.create({ customer, currency: "eur" });
  const lines = Array.from({ length: 12 }, (_, n) => ({ amount: n + 1, description: `Session ${n + 1}` }));
  const full = await stripe.invoices.addLines(draft.id, { lines });
  expect([full.lines.data.length, full.lines.has_more, full.total]).toEqual([10, true, 78]); // 12 × 13 / 2
  expect((await stripe.invoices.listLineItems(draft.id, { limit: 100 })).data).toHaveLength(12);
  const more = Array.from({ length: 239 }, () => ({ amount: 1 }));
  await expect(stripe.invoices.addLines(draft.id, { lines: more })).rejects.toThrow(/250/);
});

test("accounts are separate, and only test keys are accepted", async () => {
  const standIn = await start();
  const stripe = sdk(standIn);
  const ours = await stripe.customers.create({ name: "Ana" }, { stripeAccount: "acct_voltaria" });
  await expect(stripe.customers.retrieve(ours.id)).rejects.toMatchObject({ statusCode: 404, code: "resource_missing" });
  await expect(stripe.customers.retrieve(ours.id, {}, { stripeAccount: "acct_voltaria" })).resolves.toMatchObject({
    name: "Ana",
  });
  await expect(sdk(standIn, { key: "sk_live_x" }).customers.list()).rejects.toMatchObject({ statusCode: 401 });
  await expect(stripe.subscriptions.list()).rejects.toMatchObject({
    statusCode: 404,
    type: "StripeInvalidRequestError",
  });
});

test("webhooks are retried, repeated, dropped and reordered on demand", async () => {
  const { received, url } = await listener(500, 200);
  const standIn = await start({ webhookUrl: url, webhookRetryMs: [10, 10] });
  const stripe = sdk(standIn);
  const idsFrom = (from: number) => received.slice(from).map(({ body }) => (JSON.parse(body) as Stripe.Event).id);
  await stripe.customers.create({});
  await standIn.control.webhooksIdle();
  expect(new Set(idsFrom(0)).size).toBe(1);
  expect(received).toHaveLength(2);

  standIn.control.webhooks({ drop: 1, duplicate: 1 });
  await stripe.customers.create({});
  await stripe.customers.create({});
  await standIn.control.webhooksIdle();
  expect(received).toHaveLength(4);
  expect(new Set(idsFrom(2)).size).toBe(1);

  standIn.control.webhooks({ reorder: 2 });
  await stripe.customers.create({});
  expect(received).toHaveLength(4);
  await stripe.customers.create({});
  await standIn.control.webhooksIdle();
  const { data } = await stripe.events.list({ limit: 2 });
  expect(idsFrom(4)).toEqual(data.map((event) => event.id)); // the list is newest first as well
});

test("with a journal, a restart keeps objects, keys and undelivered events", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "stand-in-"));
  closing.push(() => rmSync(folder, { recursive: true }));
  const dataFile = path.join(folder, "stripe.jsonl");
  const before = await startStripeStandIn({ dataFile, webhookUrl: "http://127.0.0.1:9/", webhookSecret: "whsec_x" });
  const { invoice } = await openInvoice(sdk(before), "RE-2026-0005");
  const keyed = await sdk(before).customers.create({ name: "Ana" }, { idempotencyKey: "k" });
  await before.close();
  appendFileSync(dataFile, '{"account":"platform","puts":[{"tab'); // a kill in the middle of a write

  const { received, url } = await listener();
  const after = await start({ dataFile, webhookUrl: url, webhookSecret: "whsec_x" });
  await after.control.webhooksIdle();
  const types = received.map(
    ({ body, signature }) => sdk(after).webhooks.constructEvent(body, signature, "whsec_x").type,
  );
  expect(types).toContain("invoice.finalized");
  expect(await sdk(after).invoices.retrieve(invoice.id)).toMatchObject({ number: "RE-2026-0005", status: "open" });
  expect((await sdk(after).customers.create({ name: "Ana" }, { idempotencyKey: "k" })).id).toBe(keyed.id);
});

test("the hosted page pays the invoice in a browser", async () => {
  const stripe = sdk(await start());
  const { invoice } = await openInvoice(stripe, "RE-2026-0006");
  const page = invoice.hosted_invoice_url ?? "";
  const html = await (await fetch(page)).text();
  expect(html).toContain("No money moves here");
  expect(html).toContain("Pay 59.50 EUR");
  const paid = await (await fetch(page, { method: "POST" })).text();
  expect(paid).toContain("Paid. Thank you.");
  expect((await stripe.invoices.retrieve(invoice.id)).status).toBe("paid");
  expect((await fetch(`${page}x`)).status).toBe(404);
});

test("control acts work over HTTP too", async () => {
  const standIn = await start();
  const stripe = sdk(standIn);
  const { invoice } = await openInvoice(stripe, "RE-2026-0007");
  const post = (act: string, body: object) =>
    fetch(`${standIn.url}/_control/${act}`, { method: "POST", body: JSON.stringify(body) });
  expect((await post("fail", { kind: "sulk" })).status).toBe(400);
  expect(await (await post("pay", { invoice: invoice.id })).json()).toMatchObject({ status: "paid" });
  const calls = await (await fetch(`${standIn.url}/_control/calls?operation=Invoices.finalizeInvoice`)).json();
  expect(calls).toMatchObject({ calls: [{ verb: "POST", path: `/v1/invoices/${invoice.id}/finalize`, status: 200 }] });
  await post("reset", {});
  expect((await stripe.invoices.list()).data).toEqual([]);
});

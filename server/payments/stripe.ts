/**
 * The only file that uses Stripe's SDK: our types in and out, errors classified by whether a retry
 * is safe.
 */
import Stripe from "stripe";
import { env } from "@/server/env";
import type { OperationOf } from "@/server/payments/operation";
import { toStripeAmount } from "@/server/payments/stripe-amount";

/** An invoice as Stripe holds it; amounts are Stripe's integers. */
export type StripeInvoice = {
  id: string;
  status: string | null;
  currency: string;
  total: number;
  amountDue: number;
  amountPaid: number;
  hostedUrl: string | null;
  metadata: Readonly<Record<string, string>>;
};

/**
 * Labels of every object of ours at Stripe: `op` finds it again after a call whose response was
 * lost.
 */
export type Labels = { tenant: string; op: string; invoice?: string; account?: string };

/**
 * Meaning of a failed call. retry: nothing happened, or the same key returns the first result;
 * unknown: Stripe repeats its own failure, so look for the object; final: Stripe refused.
 */
export class StripeFailure extends Error {
  constructor(
    readonly verdict: "retry" | "unknown" | "final",
    message: string,
    readonly code: string | null,
    readonly requestId: string | null,
  ) {
    super(message);
    this.name = "StripeFailure";
  }
}

/** Long enough for two hundred lines; a retry under the same key is safe. */
const TIMEOUT_MS = 10_000;

let cached: { key: string; base: string | undefined; stripe: Stripe } | undefined;

function client(): Stripe {
  const { STRIPE_SECRET_KEY: key, STRIPE_API_BASE: base } = env();
  if (key === undefined) throw new StripeFailure("retry", "Stripe is not configured (STRIPE_SECRET_KEY).", null, null);
  if (cached?.key === key && cached.base === base) return cached.stripe;
  const stripe = new Stripe(key, {
    maxNetworkRetries: 0, // the operation log retries, and records each attempt
    timeout: TIMEOUT_MS,
    telemetry: false,
    appInfo: { name: "Corrente" },
    ...(base === undefined ? {} : addressOf(base)),
  });
  cached = { key, base, stripe };
  return stripe;
}

function addressOf(base: string): { host: string; port: string; protocol: "http" | "https" } {
  const { hostname, port, protocol } = new URL(base);
  const scheme = protocol === "http:" ? "http" : "https";
  return { host: hostname, port: port || (scheme === "http" ? "80" : "443"), protocol: scheme };
}

/** @returns the customer's id */
export const createCustomer = (
  operation: OperationOf<"customer.create">,
  labels: Labels,
  key: string,
): Promise<string> =>
  withStripe(async (stripe) => {
    const { name, email, street, postalCode, city, country, locale } = operation;
    // an empty text would mean "unset this"
    const address = {
      country,
      ...(street ? { line1: street } : {}),
      ...(postalCode ? { postal_code: postalCode } : {}),
      ...(city ? { city } : {}),
    };
    const customer = await stripe.customers.create(
      { name, email, address, preferred_locales: [locale], metadata: labels },
      { idempotencyKey: key },
    );
    return customer.id;
  });

/**
 * Creates a draft with our number, never advanced by Stripe itself and without the customer's
 * pending items.
 */
export const createInvoice = (
  { number, currency, daysUntilDue }: OperationOf<"invoice.create">,
  customer: string,
  labels: Labels,
  key: string,
): Promise<StripeInvoice> =>
  withStripe(async (stripe) =>
    toStripeInvoice(
      await stripe.invoices.create(
        {
          customer,
          number,
          currency: currency.toLowerCase(),
          collection_method: "send_invoice",
          days_until_due: daysUntilDue,
          auto_advance: false,
          pending_invoice_items_behavior: "exclude",
          metadata: labels,
        },
        { idempotencyKey: key },
      ),
    ),
  );

/** Adds our amounts and our tax, one line each; Stripe computes neither. */
export const addInvoiceLines = (
  operation: OperationOf<"invoice.add_lines">,
  invoice: string,
  labels: Labels,
  key: string,
): Promise<StripeInvoice> =>
  withStripe(async (stripe) => {
    const lines = operation.lines.map((line) => lineParams(operation, line, labels));
    return toStripeInvoice(await stripe.invoices.addLines(invoice, { lines }, { idempotencyKey: key }));
  });

function lineParams(
  { currency, country, periodFrom, periodTo }: OperationOf<"invoice.add_lines">,
  line: OperationOf<"invoice.add_lines">["lines"][number],
  labels: Labels,
): Stripe.InvoiceAddLinesParams.Line {
  const net = integer(line.netMinor, currency);
  const rate = {
    display_name: "VAT",
    percentage: Number(line.vatPercent),
    inclusive: false,
    country,
    tax_type: "vat" as const,
  };
  const reason = ({ S: "standard_rated", Z: "zero_rated", AE: "reverse_charge", O: "not_subject_to_tax" } as const)[
    line.category
  ];
  const tax = {
    amount: integer(line.taxMinor, currency),
    taxable_amount: net,
    tax_rate_data: rate,
    taxability_reason: reason,
  };
  return {
    amount: net,
    description: line.description,
    period: { start: seconds(periodFrom), end: seconds(periodTo) },
    tax_amounts: [tax],
    metadata: { op: labels.op },
  };
}

/**
 * Opens a complete draft for payment, with its hosted page; Stripe sends no e-mail.
 * @throws StripeFailure, as all functions here
 */
export const finalizeInvoice = (invoice: string, key: string): Promise<StripeInvoice> =>
  withStripe(async (stripe) =>
    toStripeInvoice(await stripe.invoices.finalizeInvoice(invoice, { auto_advance: false }, { idempotencyKey: key })),
  );

/** Marks an invoice as paid to our bank: its hosted page no longer requests payment. */
export const markPaidOutOfBand = (invoice: string, key: string): Promise<StripeInvoice> =>
  withStripe(async (stripe) =>
    toStripeInvoice(await stripe.invoices.pay(invoice, { paid_out_of_band: true }, { idempotencyKey: key })),
  );

export type StripeCreditNote = { id: string; refundId: string | null };

/** Credits a whole invoice; Stripe sends no e-mail, our own carries our own document. */
export const createCreditNote = (
  { grossMinor, currency, number, settlement }: OperationOf<"credit_note.create">,
  invoice: string,
  labels: Labels,
  key: string,
): Promise<StripeCreditNote> =>
  withStripe(async (stripe) => {
    const amount = integer(grossMinor, currency);
    const refundParams = { unpaid: {}, refund: { refund_amount: amount }, out_of_band: { out_of_band_amount: amount } }[
      settlement
    ];
    return toStripeCreditNote(
      await stripe.creditNotes.create(
        { invoice, amount, ...refundParams, memo: number, email_type: "none", metadata: labels },
        { idempotencyKey: key },
      ),
    );
  });

/** The present state at Stripe. */
export const retrieveInvoice = (id: string): Promise<StripeInvoice> =>
  withStripe(async (stripe) => toStripeInvoice(await stripe.invoices.retrieve(id)));

/** The payment intent of a paid invoice; null when it was not paid through Stripe. */
export const paymentOfInvoice = (invoice: string): Promise<string | null> =>
  withStripe(async (stripe) => {
    const payments = await stripe.invoicePayments.list({ invoice, status: "paid", limit: 1 });
    const intent = payments.data[0]?.payment.payment_intent;
    return typeof intent === "string" ? intent : (intent?.id ?? null);
  });

/** True when an invoice has lines of this operation. */
export const hasLinesOf = (invoice: string, op: string): Promise<boolean> =>
  withStripe(async (stripe) => {
    for await (const line of stripe.invoices.listLineItems(invoice, { limit: 100 }))
      if (line.metadata.op === op) return true;
    return false;
  });

/**
 * The object of an operation, found by its label among objects created since; null when it is
 * provably absent.
 */
export const findCreated = (objectType: "customer" | "invoice", since: Date, op: string): Promise<string | null> =>
  withStripe(async (stripe) => {
    const createdSince = { created: { gte: Math.floor(since.getTime() / 1000) - 300 }, limit: 100 };
    const objects =
      objectType === "customer" ? stripe.customers.list(createdSince) : stripe.invoices.list(createdSince);
    for await (const object of objects) if (object.metadata?.op === op) return object.id;
    return null;
  });

/** The credit note of an operation; null when there is none. */
export const findCreditNote = (invoice: string, op: string): Promise<StripeCreditNote | null> =>
  withStripe(async (stripe) => {
    for await (const note of stripe.creditNotes.list({ invoice, limit: 100 }))
      if (note.metadata?.op === op) return toStripeCreditNote(note);
    return null;
  });

/** A webhook as Stripe signed it. */
export type VerifiedEvent = { id: string; type: string; livemode: boolean; objectId: string | null; payload: unknown };

/** Verifies the signature over the raw body; null when it is not Stripe's, too old, or no event. */
export function verifyEvent(rawBody: string, signature: string, secret: string): VerifiedEvent | null {
  try {
    const event = Stripe.webhooks.constructEvent(rawBody, signature, secret);
    const { object } = event.data;
    const objectId = "id" in object && typeof object.id === "string" ? object.id : null;
    return { id: event.id, type: event.type, livemode: event.livemode, objectId, payload: JSON.parse(rawBody) };
  } catch {
    return null; // the SDK throws on an invalid signature
  }
}

/** True when the configured key moves real money. */
export const isLiveKey = (): boolean => /^(sk|rk)_live_/.test(env().STRIPE_SECRET_KEY ?? "");

function toStripeInvoice(invoice: Stripe.Invoice): StripeInvoice {
  return {
    id: invoice.id,
    status: invoice.status,
    currency: invoice.currency.toUpperCase(),
    total: invoice.total,
    amountDue: invoice.amount_due,
    amountPaid: invoice.amount_paid,
    hostedUrl: invoice.hosted_invoice_url ?? null,
    metadata: invoice.metadata ?? {},
  };
}

function toStripeCreditNote(note: Stripe.CreditNote): StripeCreditNote {
  const refund = note.refunds[0]?.refund;
  return { id: note.id, refundId: typeof refund === "string" ? refund : (refund?.id ?? null) };
}

function integer(minor: string, currency: string): number {
  const amount = toStripeAmount(BigInt(minor), currency);
  if (amount === null) throw new StripeFailure("final", `Stripe cannot take ${minor} ${currency}.`, "amount", null);
  return amount;
}

const seconds = (iso: string): number => Math.floor(Date.parse(iso) / 1000);

async function withStripe<T>(call: (stripe: Stripe) => Promise<T>): Promise<T> {
  try {
    return await call(client());
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    throw new StripeFailure(verdictOf(error), error.message, error.code ?? null, error.requestId ?? null);
  }
}

function verdictOf(error: InstanceType<typeof Stripe.errors.StripeError>): StripeFailure["verdict"] {
  const status = error.statusCode ?? 0;
  // no response, too fast, the same key still runs, or a key that staff must correct: the same call
  // again later
  if (error instanceof Stripe.errors.StripeConnectionError || [401, 403, 409, 429].includes(status)) return "retry";
  // Stripe stores a 5xx under the key and repeats it, whether or not it did the work
  return status >= 500 || status === 0 ? "unknown" : "final";
}

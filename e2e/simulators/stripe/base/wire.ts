import type Stripe from "stripe";

/** A Stripe type as sent over HTTP: a `Decimal` is text. */
export type Wire<T> = T extends Stripe.Decimal
  ? string
  : T extends string
    ? T
    : T extends readonly (infer Item)[]
      ? Wire<Item>[]
      : T extends object
        ? { [Key in keyof T]: Wire<T[Key]> }
        : T;

/** The stand-in's tables, one a Stripe resource. Ids are stored unexpanded. */
export type Tables = {
  customers: Wire<Stripe.Customer>;
  invoices: Wire<Stripe.Invoice>;
  invoiceitems: Wire<Stripe.InvoiceItem>;
  invoice_payments: Wire<Stripe.InvoicePayment>;
  payment_intents: Wire<Stripe.PaymentIntent>;
  payment_methods: Wire<Stripe.PaymentMethod>;
  charges: Wire<Stripe.Charge>;
  refunds: Wire<Stripe.Refund>;
  credit_notes: Wire<Stripe.CreditNote>;
  balance_transactions: Wire<Stripe.BalanceTransaction>;
  tax_rates: Wire<Stripe.TaxRate>;
  events: StoredEvent;
};

export type Table = keyof Tables;

export type EventType = Stripe.Event["type"];

/** The common part of every event; its object is a snapshot of any resource. */
export type StoredEvent = {
  id: string;
  object: "event";
  account?: string;
  api_version: string;
  created: number;
  data: { object: JsonObject };
  livemode: false;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: EventType;
};

export type Json = string | number | boolean | null | undefined | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

/** The table of an id, by its prefix. */
export const TABLE_OF_PREFIX: Record<string, Table> = {
  cus: "customers",
  in: "invoices",
  ii: "invoiceitems",
  inpay: "invoice_payments",
  pi: "payment_intents",
  pm: "payment_methods",
  ch: "charges",
  py: "charges",
  re: "refunds",
  cn: "credit_notes",
  txn: "balance_transactions",
  txr: "tax_rates",
  evt: "events",
};

/** Returns the id in a field that Stripe's types call expandable. */
export function idOf(field: string | { id: string } | null | undefined): string | null {
  return typeof field === "string" ? field : (field?.id ?? null);
}

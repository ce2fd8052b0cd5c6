import { eventsOf, type StripeContext } from "./answer";
import { PLATFORM, type WebhookMode } from "./deliver-webhooks";
import type { Fault } from "./faults";
import { missing, invalid } from "./base/refuse";
import { bounceIntent, completeIntent } from "./resources/confirm-intent";
import { pay } from "./resources/invoice-states";
import { Unit } from "./base/unit";
import type { Tables } from "./base/wire";

/** A call as the stand-in saw it, faults included. `status` is 0 when no answer left the house. */
export type Call = {
  at: string;
  verb: string;
  path: string;
  operation: string;
  account: string;
  idempotencyKey: string | undefined;
  form: unknown;
  status: number;
  isReplay: boolean;
};

/** What a test or the demo may do to the world that no API call of ours does. */
export type StandInControl = {
  /** Pays an open invoice as the customer would on its hosted page. */
  payInvoice(invoice: string, options?: { account?: string; paymentMethod?: string }): Tables["invoices"];
  /** Lets a direct debit come in or bounce, or a 3-D Secure step end well or badly. */
  completePayment(
    intent: string,
    outcome: "succeeded" | "failed",
    options?: { account?: string },
  ): Tables["payment_intents"];
  /** Makes the next calls go wrong. */
  fail(fault: Fault): void;
  clearFaults(): void;
  /** Points webhooks elsewhere, or drops, doubles or turns round the next events. */
  webhooks(mode: WebhookMode): void;
  /** Sends one event again. */
  redeliver(event: string, options?: { account?: string }): void;
  /** Resolves when no webhook is under way or waiting to be retried. */
  webhooksIdle(): Promise<void>;
  calls(operation?: string): Call[];
  /** Forgets everything: objects, keys, calls, faults. */
  reset(): void;
};

export function controlOf(context: StripeContext, calls: Call[]): StandInControl {
  return {
    payInvoice: (invoice, { account = PLATFORM, paymentMethod = "pm_card_visa" } = {}) =>
      act(context, account, (unit) => {
        const open = unit.need("invoices", invoice);
        if (open.status === "draft") throw invalid("A draft cannot be paid by its customer.");
        return pay(unit, open, { payment_method: paymentMethod, off_session: false });
      }),
    completePayment: (id, outcome, { account = PLATFORM } = {}) =>
      act(context, account, (unit) => {
        const intent = unit.need("payment_intents", id);
        if (intent.status !== "processing" && intent.status !== "requires_action") {
          throw invalid(`Nothing to settle: this PaymentIntent is ${intent.status}.`);
        }
        return outcome === "succeeded" ? completeIntent(unit, intent) : bounceIntent(unit, intent);
      }),
    fail: (fault) => context.faults.add(fault),
    clearFaults: () => context.faults.clear(),
    webhooks: (mode) => context.deliveries.change(mode),
    redeliver: (id, { account = PLATFORM } = {}) => {
      const event = context.store.objects(account, "events").get(id);
      if (!event) throw missing("event", id);
      context.deliveries.again(event);
    },
    webhooksIdle: () => context.deliveries.idle(),
    calls: (operation) => calls.filter((call) => operation === undefined || call.operation === operation),
    reset: () => {
      calls.length = 0;
      context.faults.clear();
      context.store.clear();
    },
  };
}

/** Work done by the world rather than by a call; a decline here leaves its traces too. */
function act<Result>(context: StripeContext, account: string, does: (unit: Unit) => Result): Result {
  const unit = new Unit(context.store, account, context.nowMs());
  try {
    return does(unit);
  } finally {
    const events = eventsOf(context, unit, { account, idempotencyKey: undefined });
    const change = unit.change();
    for (const event of events) change.puts.push({ table: "events", object: event });
    if (change.puts.length) context.store.write(change);
    for (const event of events) context.deliveries.enqueue(event);
  }
}

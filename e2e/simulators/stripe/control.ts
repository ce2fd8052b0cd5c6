import { eventsOf, type StripeContext } from "./answer";
import { PLATFORM, type WebhookMode } from "./deliver-webhooks";
import type { InjectedFault } from "./faults";
import { missing, invalid } from "./base/refuse";
import { failIntent, completeIntent } from "./resources/confirm-intent";
import { pay } from "./resources/invoice-states";
import { Unit } from "./base/unit";
import type { Tables } from "./base/wire";

/** A call as the stand-in received it, faults included. `status` is 0 when no answer was sent. */
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

/** Acts of a test or the demo that no API call of ours performs. */
export type StandInControl = {
  /** Pays an open invoice as the customer would on its hosted page. */
  payInvoice(invoice: string, options?: { account?: string; paymentMethod?: string }): Tables["invoices"];
  /** Ends a direct debit or a 3-D Secure step, well or badly. */
  completePayment(
    intent: string,
    outcome: "succeeded" | "failed",
    options?: { account?: string },
  ): Tables["payment_intents"];
  /** Makes the next calls fail. */
  fail(fault: InjectedFault): void;
  clearFaults(): void;
  /** Changes the webhook address, or drops, repeats or reorders the next events. */
  webhooks(mode: WebhookMode): void;
  /** Sends one event again. */
  redeliver(event: string, options?: { account?: string }): void;
  /** Resolves when no webhook is being sent or waits for a retry. */
  webhooksIdle(): Promise<void>;
  calls(operation?: string): Call[];
  /** Deletes everything: objects, keys, calls, faults. */
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
        return outcome === "succeeded" ? completeIntent(unit, intent) : failIntent(unit, intent);
      }),
    fail: (fault) => context.faults.add(fault),
    clearFaults: () => context.faults.clear(),
    webhooks: (mode) => context.deliveries.change(mode),
    redeliver: (id, { account = PLATFORM } = {}) => {
      const event = context.store.objects(account, "events").get(id);
      if (!event) throw missing("event", id);
      context.deliveries.redeliver(event);
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

/** An act from outside the API; a decline keeps its changes here too. */
function act<Result>(context: StripeContext, account: string, operation: (unit: Unit) => Result): Result {
  const unit = new Unit(context.store, account, context.nowMs());
  try {
    return operation(unit);
  } finally {
    const events = eventsOf(context, unit, { account, idempotencyKey: undefined });
    const change = unit.change();
    for (const event of events) change.puts.push({ table: "events", object: event });
    if (change.puts.length) context.store.write(change);
    for (const event of events) context.deliveries.enqueue(event);
  }
}

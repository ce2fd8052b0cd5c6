import { declined, invalid } from "../base/refuse";
import { newId, type Unit } from "../base/unit";
import { idOf, type Tables } from "../base/wire";
import { recordCharge, newCharge } from "./charges";
import { failInvoiceOf, markInvoicePaid } from "./invoice-payments";
import { bankAnswer, methodNamed } from "./payment-methods";

type Intent = Tables["payment_intents"];
type Method = Tables["payment_methods"];

export type Confirmation = { offSession: boolean; errorOnAction: boolean };

/** Minimum charge, in minor units of the currencies known here. Ours; Stripe's table is longer. */
const MINIMUM: Record<string, number> = { eur: 50, usd: 50, gbp: 30, pln: 200, chf: 50, sek: 300, dkk: 250, nok: 300 };
export const minimumCharge = (currency: string) => MINIMUM[currency] ?? 50;

/** A new intent without a payment method. Amount in minor units. */
export function newIntent(unit: Unit, fields: Pick<Intent, "amount" | "currency"> & Partial<Intent>): Intent {
  const id = newId("pi");
  return {
    id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: "automatic",
    client_secret: `${id}_secret_${newId("s").slice(2)}`,
    confirmation_method: "automatic",
    created: unit.now,
    customer: null,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ["card"],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: fields.payment_method ? "requires_confirmation" : "requires_payment_method",
    transfer_group: null,
    ...fields,
  };
}

/**
 * Submits the intent to the bank. Ends in `succeeded`, `requires_capture`, `requires_action` or
 * `processing`. A decline is Stripe's 402: the intent is back at `requires_payment_method`, the
 * failure is kept.
 */
export function confirmIntent(unit: Unit, intent: Intent, methodId: string, how: Confirmation): Intent {
  const method = methodNamed(unit, methodId);
  if (!intent.payment_method_types.includes(method.type) && !intent.automatic_payment_methods?.enabled) {
    throw invalid(`The PaymentMethod provided (${method.type}) is not allowed for this PaymentIntent.`, {
      param: "payment_method",
    });
  }
  const call: Intent = { ...intent, payment_method: method.id, last_payment_error: null };
  switch (bankAnswer(method)) {
    case "approved":
      return intent.capture_method === "manual" ? authorise(unit, call, method) : succeed(unit, call, method);
    case "later":
      return process(unit, call, method);
    case "needs-authentication":
      if (how.offSession || how.errorOnAction) return fail(unit, call, method, "authentication_required");
      return requireAction(unit, call);
    case "declined":
      return fail(unit, call, method, "card_declined");
  }
}

/** The customer finished a 3-D Secure step, or a direct debit arrived: the money moves now. */
export function completeIntent(unit: Unit, intent: Intent): Intent {
  const method = unit.need("payment_methods", idOf(intent.payment_method) ?? "");
  const cleared: Intent = { ...intent, next_action: null, processing: null };
  if (intent.status === "requires_action" && intent.capture_method === "manual")
    return authorise(unit, cleared, method);
  return succeed(unit, cleared, method);
}

/** A direct debit was returned, or the customer failed the 3-D Secure step. */
export function failIntent(unit: Unit, intent: Intent): Intent {
  const charge = intent.latest_charge ? unit.get("charges", idOf(intent.latest_charge) ?? "") : undefined;
  if (charge) {
    const failed = unit.put("charges", {
      ...charge,
      status: "failed",
      paid: false,
      amount_captured: 0,
      captured: false,
    });
    unit.emit("charge.failed", "charges", failed);
  }
  const code = charge ? "payment_method_customer_decline" : "payment_intent_authentication_failure";
  return emitFailed(unit, { ...intent, next_action: null, processing: null }, code);
}

function succeed(unit: Unit, intent: Intent, method: Method): Intent {
  const waiting = intent.latest_charge ? unit.get("charges", idOf(intent.latest_charge) ?? "") : undefined;
  const pending = waiting?.status === "pending" ? waiting : undefined;
  const charge = recordCharge(
    unit,
    pending ? { ...pending, status: "succeeded" } : newCharge(unit, intent, method, "captured"),
  );
  unit.emit("charge.succeeded", "charges", charge);
  const done = unit.put("payment_intents", {
    ...intent,
    amount_received: charge.amount_captured,
    latest_charge: charge.id,
    status: "succeeded",
  });
  unit.emit("payment_intent.succeeded", "payment_intents", done);
  markInvoicePaid(unit, intent.id, done.amount_received);
  return done;
}

function authorise(unit: Unit, intent: Intent, method: Method): Intent {
  const charge = newCharge(unit, intent, method, "authorised");
  unit.emit("charge.succeeded", "charges", charge);
  const held = unit.put("payment_intents", {
    ...intent,
    amount_capturable: intent.amount,
    latest_charge: charge.id,
    status: "requires_capture",
  });
  unit.emit("payment_intent.amount_capturable_updated", "payment_intents", held);
  return held;
}

function process(unit: Unit, intent: Intent, method: Method): Intent {
  if (intent.capture_method === "manual") {
    throw invalid("The payment method type sepa_debit does not support manual capture.", { param: "capture_method" });
  }
  const charge = newCharge(unit, intent, method, "pending");
  unit.emit("charge.pending", "charges", charge);
  const sent = unit.put("payment_intents", { ...intent, latest_charge: charge.id, status: "processing" });
  unit.emit("payment_intent.processing", "payment_intents", sent);
  return sent;
}

function requireAction(unit: Unit, intent: Intent): Intent {
  const call = unit.put("payment_intents", {
    ...intent,
    next_action: { type: "use_stripe_sdk", use_stripe_sdk: { type: "three_d_secure_redirect" } },
    status: "requires_action",
  });
  unit.emit("payment_intent.requires_action", "payment_intents", call);
  return call;
}

const DECLINE_MESSAGES: Record<string, string> = {
  card_declined: "Your card was declined.",
  authentication_required: "Your card was declined. This transaction requires authentication.",
  payment_method_customer_decline: "The customer's bank returned this direct debit.",
  payment_intent_authentication_failure: "The customer failed to authenticate this payment.",
};

function fail(unit: Unit, intent: Intent, method: Method, code: "card_declined" | "authentication_required"): never {
  const charge = newCharge(unit, intent, method, "failed");
  unit.emit("charge.failed", "charges", charge);
  const failed = emitFailed(unit, { ...intent, latest_charge: charge.id }, code);
  throw declined(code, DECLINE_MESSAGES[code] ?? code, failed);
}

function emitFailed(
  unit: Unit,
  intent: Intent,
  code: NonNullable<Intent["last_payment_error"]>["code"] & string,
): Intent {
  const failed = unit.put("payment_intents", {
    ...intent,
    last_payment_error: { type: "card_error", code, message: DECLINE_MESSAGES[code] ?? code },
    payment_method: null,
    status: "requires_payment_method",
  });
  unit.emit("payment_intent.payment_failed", "payment_intents", failed);
  failInvoiceOf(unit, intent.id);
  return failed;
}

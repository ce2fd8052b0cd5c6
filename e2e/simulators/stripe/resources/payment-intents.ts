import type Stripe from "stripe";
import { endpoint, list, mergeMetadata, retrieve, type Endpoint } from "../base/endpoint";
import { invalid } from "../base/refuse";
import type { Unit } from "../base/unit";
import { idOf, type Tables, type Wire } from "../base/wire";
import { recordCharge } from "./charges";
import { confirmIntent, minimumCharge, newIntent, type Confirmation } from "./confirm-intent";

type Intent = Tables["payment_intents"];
type CreateParams = Wire<Stripe.PaymentIntentCreateParams>;
type UpdateParams = Wire<Stripe.PaymentIntentUpdateParams>;
type ConfirmParams = Wire<Stripe.PaymentIntentConfirmParams>;
type CaptureParams = Wire<Stripe.PaymentIntentCaptureParams>;

/** Accepted without effect: the stand-in's banks need none of them. */
const PARAMS_WITHOUT_EFFECT = ["payment_method_options", "mandate_data", "return_url", "use_stripe_sdk"] as const;

export const paymentIntents: Record<string, Endpoint> = {
  "PaymentIntents.create": endpoint<CreateParams>(
    [
      "amount",
      "currency",
      "allowed_payment_method_types",
      "application_fee_amount",
      "automatic_payment_methods",
      "capture_method",
      "confirm",
      "customer",
      "description",
      "error_on_requires_action",
      "metadata",
      "off_session",
      "payment_method",
      "receipt_email",
      "setup_future_usage",
      "statement_descriptor",
      "statement_descriptor_suffix",
      "transfer_group",
      ...PARAMS_WITHOUT_EFFECT,
    ],
    create,
  ),
  "PaymentIntents.update": endpoint<UpdateParams>(
    ["amount", "application_fee_amount", "customer", "description", "metadata", "payment_method", "receipt_email"],
    update,
  ),
  "PaymentIntents.retrieve": retrieve("payment_intents"),
  "PaymentIntents.list": list("payment_intents", ["created", "customer"]),
  "PaymentIntents.confirm": endpoint<ConfirmParams>(
    [
      "payment_method",
      "off_session",
      "error_on_requires_action",
      "receipt_email",
      "setup_future_usage",
      ...PARAMS_WITHOUT_EFFECT,
    ],
    confirm,
  ),
  "PaymentIntents.capture": endpoint<CaptureParams>(
    [
      "amount_to_capture",
      "application_fee_amount",
      "final_capture",
      "metadata",
      "statement_descriptor",
      "statement_descriptor_suffix",
    ],
    capture,
  ),
  "PaymentIntents.cancel": endpoint<Wire<Stripe.PaymentIntentCancelParams>>(
    ["cancellation_reason"],
    (unit, params, id) => cancelIntent(unit, unit.need("payment_intents", id), params.cancellation_reason ?? null),
  ),
};

function create(unit: Unit, params: CreateParams): Intent {
  refuseAmount(params.amount, params.currency);
  if (params.customer) unit.need("customers", params.customer, "customer");
  const allowed = params.allowed_payment_method_types;
  const automatic = params.automatic_payment_methods ?? (allowed ? undefined : { enabled: true });
  const intent = newIntent(unit, {
    amount: params.amount,
    currency: params.currency,
    allowed_payment_method_types: allowed ?? null,
    application_fee_amount: params.application_fee_amount ?? null,
    automatic_payment_methods: automatic ? { allow_redirects: "always", ...automatic } : null,
    capture_method: params.capture_method ?? "automatic",
    customer: params.customer ?? null,
    description: params.description ?? null,
    metadata: mergeMetadata({}, params.metadata),
    payment_method: params.payment_method ?? null,
    payment_method_types: allowed ?? ["card", "sepa_debit"],
    receipt_email: params.receipt_email ?? null,
    setup_future_usage: params.setup_future_usage ?? null,
    statement_descriptor: params.statement_descriptor ?? null,
    statement_descriptor_suffix: params.statement_descriptor_suffix ?? null,
    transfer_group: params.transfer_group ?? null,
  });
  unit.put("payment_intents", intent);
  unit.emit("payment_intent.created", "payment_intents", intent);
  if (!params.confirm) return intent;
  return confirmIntent(unit, intent, needMethod(params.payment_method), confirmationOf(params));
}

function update(unit: Unit, params: UpdateParams, id: string): Intent {
  const intent = unit.need("payment_intents", id);
  const { metadata, application_fee_amount: fee, receipt_email: email, amount, ...rest } = params;
  const isWaiting = /^requires_(payment_method|confirmation|action)$/.test(intent.status);
  if (!isWaiting && (amount ?? rest.payment_method ?? rest.customer ?? fee) !== undefined) {
    throw unexpectedState(intent, "updated", "amount");
  }
  if (amount !== undefined) refuseAmount(amount, intent.currency);
  return unit.put("payment_intents", {
    ...intent,
    amount: amount ?? intent.amount,
    customer: rest.customer ?? intent.customer,
    description: rest.description ?? intent.description,
    payment_method: rest.payment_method ?? intent.payment_method,
    status:
      rest.payment_method && intent.status === "requires_payment_method" ? "requires_confirmation" : intent.status,
    ...(email === undefined ? {} : { receipt_email: email || null }),
    ...(fee === undefined ? {} : { application_fee_amount: fee === "" ? null : fee }),
    metadata: mergeMetadata(intent.metadata, metadata),
  });
}

function confirm(unit: Unit, params: ConfirmParams, id: string): Intent {
  const intent = unit.need("payment_intents", id);
  if (!/^requires_(payment_method|confirmation|action)$/.test(intent.status))
    throw unexpectedState(intent, "confirmed", "status");
  const method = needMethod(params.payment_method ?? idOf(intent.payment_method) ?? undefined);
  return confirmIntent(unit, intent, method, confirmationOf(params));
}

function capture(unit: Unit, params: CaptureParams, id: string): Intent {
  const intent = unit.need("payment_intents", id);
  if (intent.status !== "requires_capture") throw unexpectedState(intent, "captured", "status");
  const amount = params.amount_to_capture ?? intent.amount_capturable;
  if (amount < 1) throw invalid("This value must be greater than or equal to 1.", { param: "amount_to_capture" });
  if (amount > intent.amount_capturable) {
    const message = "The requested capture amount is greater than the amount you can capture for this charge.";
    throw invalid(message, { code: "amount_too_large", param: "amount_to_capture" });
  }
  if (params.final_capture === false)
    throw invalid("This charge does not support multicapture.", { param: "final_capture" });
  const held = unit.need("charges", idOf(intent.latest_charge) ?? "");
  const charge = recordCharge(unit, { ...held, amount_captured: amount, captured: true });
  unit.emit("charge.captured", "charges", charge);
  const done = unit.put("payment_intents", {
    ...intent,
    amount_capturable: 0,
    amount_received: amount,
    metadata: mergeMetadata(intent.metadata, params.metadata),
    status: "succeeded",
  });
  unit.emit("payment_intent.succeeded", "payment_intents", done);
  return done;
}

/** Releases an authorisation, or ends an intent that was never paid. */
export function cancelIntent(unit: Unit, intent: Intent, reason: Intent["cancellation_reason"]): Intent {
  if (intent.status === "succeeded" || intent.status === "canceled" || intent.status === "processing") {
    throw unexpectedState(intent, "canceled", "status");
  }
  const canceled = unit.put("payment_intents", {
    ...intent,
    amount_capturable: 0,
    canceled_at: unit.now,
    cancellation_reason: reason,
    next_action: null,
    status: "canceled",
  });
  unit.emit("payment_intent.canceled", "payment_intents", canceled);
  return canceled;
}

function confirmationOf(params: {
  off_session?: unknown;
  error_on_requires_action?: boolean | undefined;
}): Confirmation {
  const offSession = params.off_session !== undefined && params.off_session !== false;
  return { offSession, errorOnAction: params.error_on_requires_action === true };
}

function needMethod(method: string | undefined): string {
  if (method) return method;
  const message = "You cannot confirm this PaymentIntent because it's missing a payment method.";
  throw invalid(message, { code: "payment_intent_unexpected_state" });
}

function refuseAmount(amount: number, currency: string): void {
  if (!/^[a-z]{3}$/.test(currency)) throw invalid(`Invalid currency: ${currency}`, { param: "currency" });
  if (amount < minimumCharge(currency)) {
    const message = `Amount must be at least ${minimumCharge(currency)} in the minor unit of ${currency}`;
    throw invalid(message, { code: "amount_too_small", param: "amount" });
  }
  if (amount > 99_999_999)
    throw invalid("Amount must be no more than 99999999", { code: "amount_too_large", param: "amount" });
}

function unexpectedState(intent: Intent, verb: string, param: string) {
  const message = `This PaymentIntent could not be ${verb} because it has a status of ${intent.status}.`;
  return invalid(message, { code: "payment_intent_unexpected_state", param });
}

import type Stripe from "stripe";
import { list, retrieve, type Endpoint } from "../base/endpoint";
import { newId, type Unit } from "../base/unit";
import { idOf, type Tables, type Wire } from "../base/wire";

type Intent = Tables["payment_intents"];
type Charge = Tables["charges"];
type Method = Tables["payment_methods"];

export const charges: Record<string, Endpoint> = {
  "Charges.retrieve": retrieve("charges"),
  "Charges.list": list("charges", ["created", "customer", "payment_intent", "transfer_group"]),
  "BalanceTransactions.retrieve": retrieve("balance_transactions"),
  "BalanceTransactions.list": list("balance_transactions", ["created", "currency", "source", "type"]),
};

/**
 * Seconds for which a card authorisation holds. Ours: a customer-initiated one at most networks.
 */
const AUTHORISATION_SECONDS = 7 * 24 * 3600;

/**
 * A charge of the whole intent in the state of the bank's answer; the account's ledger does not
 * have it yet.
 */
export function newCharge(
  unit: Unit,
  intent: Intent,
  method: Method,
  outcome: "captured" | "authorised" | "pending" | "failed",
): Charge {
  const failed = outcome === "failed";
  const captured = outcome === "captured" || outcome === "pending";
  return unit.put("charges", {
    ...BLANK,
    id: newId(method.type === "card" ? "ch" : "py"),
    object: "charge",
    amount: intent.amount,
    amount_captured: captured ? intent.amount : 0,
    amount_refunded: 0,
    application_fee_amount: intent.application_fee_amount,
    billing_details: method.billing_details,
    captured,
    created: unit.now,
    currency: intent.currency,
    customer: idOf(intent.customer),
    description: intent.description,
    failure_code: failed ? "card_declined" : null,
    failure_message: failed ? "Your card was declined." : null,
    metadata: intent.metadata,
    outcome: outcomeOf(failed),
    paid: !failed,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: detailsOf(unit, method, outcome === "authorised"),
    receipt_email: intent.receipt_email,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: failed ? "failed" : outcome === "pending" ? "pending" : "succeeded",
  });
}

/** Records moved money: a balance transaction, linked from the charge. */
export function recordCharge(unit: Unit, charge: Charge): Charge {
  const fee = feeOf(charge.amount_captured);
  const entry = recordMovement(unit, charge.id, charge.currency, charge.amount_captured, fee, "charge");
  return unit.put("charges", { ...charge, balance_transaction: entry.id });
}

/** One entry of the account's balance. Amounts in minor units; a refund is negative. */
export function recordMovement(
  unit: Unit,
  source: string,
  currency: string,
  amount: number,
  fee: number,
  type: "charge" | "refund",
): Tables["balance_transactions"] {
  return unit.put("balance_transactions", {
    id: newId("txn"),
    object: "balance_transaction",
    amount,
    available_on: unit.now + 2 * 24 * 3600,
    balance_type: "payments",
    created: unit.now,
    currency,
    description: null,
    exchange_rate: null,
    fee,
    fee_details: fee
      ? [{ amount: fee, application: null, currency, description: "Processing fee", type: "stripe_fee" }]
      : [],
    net: amount - fee,
    reporting_category: type,
    source,
    status: "pending",
    type,
  });
}

/** A processing fee of 1.5 % and 25 minor units. Ours: real fees depend on card and contract. */
function feeOf(amount: number): number {
  return Number((BigInt(amount) * 15n + 999n) / 1000n) + 25;
}

const BLANK = {
  application: null,
  application_fee: null,
  balance_transaction: null,
  calculated_statement_descriptor: null,
  disputed: false,
  failure_balance_transaction: null,
  fraud_details: {},
  livemode: false,
  on_behalf_of: null,
  receipt_number: null,
  receipt_url: null,
  refunded: false,
  review: null,
  shipping: null,
  source: null,
  source_transfer: null,
  transfer_data: null,
  transfer_group: null,
};

function outcomeOf(failed: boolean): Wire<Stripe.Charge.Outcome> {
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: failed ? "declined_by_network" : "approved_by_network",
    reason: failed ? "generic_decline" : null,
    risk_level: "normal",
    seller_message: failed ? "The bank did not return any further details with this decline." : "Payment complete.",
    type: failed ? "issuer_declined" : "authorized",
  };
}

/** The details that readers of charges use; Stripe has many more. */
function detailsOf(unit: Unit, method: Method, authorised: boolean): Charge["payment_method_details"] {
  if (method.type === "sepa_debit") {
    const bank = { bank_code: "37040044", branch_code: "", country: "DE", fingerprint: null };
    return { type: "sepa_debit", sepa_debit: { ...bank, last4: method.sepa_debit?.last4 ?? null, mandate: null } };
  }
  const card = method.card;
  const before = authorised ? { capture_before: unit.now + AUTHORISATION_SECONDS } : {};
  return {
    type: "card",
    card: {
      amount_authorized: null,
      authorization_code: null,
      brand: card?.brand ?? null,
      ...before,
      checks: null,
      country: card?.country ?? null,
      electronic_commerce_indicator: null,
      exp_month: 12,
      exp_year: 2034,
      extended_authorization: { status: "disabled" },
      fingerprint: null,
      funding: card?.funding ?? null,
      incremental_authorization: { status: "unavailable" },
      installments: null,
      last4: card?.last4 ?? null,
      mandate: null,
      multicapture: { status: "unavailable" },
      network: card?.brand ?? null,
      network_token: { used: false },
      network_transaction_id: null,
      overcapture: { maximum_amount_capturable: 0, status: "unavailable" },
      regulated_status: "regulated",
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  };
}

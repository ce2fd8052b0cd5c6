import type Stripe from "stripe";
import { endpoint, list, mergeMetadata, retrieve, type Endpoint } from "../base/endpoint";
import { invalid } from "../base/refuse";
import { newId, type Unit } from "../base/unit";
import { idOf, type Tables, type Wire } from "../base/wire";
import { recordMovement } from "./charges";

type Refund = Tables["refunds"];
type CreateParams = Wire<Stripe.RefundCreateParams>;

export const refunds: Record<string, Endpoint> = {
  "Refunds.create": endpoint<CreateParams>(
    ["amount", "charge", "metadata", "payment_intent", "reason"],
    (unit, params) => {
      const id = params.charge ?? chargeOf(unit, params.payment_intent);
      const more = { metadata: mergeMetadata({}, params.metadata), reason: params.reason ?? null };
      return refundCharge(unit, unit.need("charges", id, "charge"), params.amount, more);
    },
  ),
  "Refunds.retrieve": retrieve("refunds"),
  "Refunds.list": list("refunds", ["charge", "created", "payment_intent"]),
};

function chargeOf(unit: Unit, intent: string | undefined): string {
  if (!intent)
    throw invalid("One of the following params should be provided for this request: payment_intent or charge.");
  const charge = idOf(unit.need("payment_intents", intent, "payment_intent").latest_charge);
  if (!charge) throw invalid("This PaymentIntent does not have a successful charge to refund.");
  return charge;
}

/**
 * Refunds a charge at once, at most what is left of it. Amount in minor units; default: all that is
 * left.
 */
export function refundCharge(
  unit: Unit,
  charge: Tables["charges"],
  amount: number | undefined,
  more: Pick<Refund, "metadata" | "reason">,
): Refund {
  const left = charge.amount_captured - charge.amount_refunded;
  if (charge.status !== "succeeded" || !charge.captured)
    throw invalid("Charge has not been captured.", { param: "charge" });
  if (left === 0) throw invalid(`Charge ${charge.id} has already been refunded.`, { code: "charge_already_refunded" });
  const given = amount ?? left;
  if (given < 1) throw invalid("Invalid positive integer", { code: "parameter_invalid_integer", param: "amount" });
  if (given > left) {
    throw invalid(`Refund amount (${given}) is greater than unrefunded amount on charge (${left})`, {
      param: "amount",
    });
  }
  const id = newId("re");
  const entry = recordMovement(unit, id, charge.currency, -given, 0, "refund");
  const refund = unit.put("refunds", {
    id,
    object: "refund",
    amount: given,
    balance_transaction: entry.id,
    charge: charge.id,
    created: unit.now,
    currency: charge.currency,
    customer: idOf(charge.customer),
    customer_account: null,
    payment_intent: idOf(charge.payment_intent),
    payment_method: charge.payment_method,
    receipt_number: null,
    source_transfer_reversal: null,
    status: "succeeded",
    transfer_reversal: null,
    ...more,
  });
  const refunded = charge.amount_refunded + given;
  const after = unit.put("charges", {
    ...charge,
    amount_refunded: refunded,
    refunded: refunded === charge.amount_captured,
  });
  unit.emit("refund.created", "refunds", refund);
  unit.emit("charge.refunded", "charges", after);
  return refund;
}

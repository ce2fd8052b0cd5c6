/** An answer in Stripe's error shape: `{ error: { type, code, message, param, … } }`. */
export class StripeRefusal extends Error {
  constructor(
    readonly status: number,
    readonly error: StripeErrorBody,
  ) {
    super(error.message);
  }
}

export type StripeErrorBody = {
  type: "invalid_request_error" | "api_error" | "card_error" | "idempotency_error";
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  payment_intent?: object;
};

/** 400: Stripe does not accept these well-formed parameters. */
export function invalid(message: string, extra: { code?: string; param?: string } = {}): StripeRefusal {
  return new StripeRefusal(400, { type: "invalid_request_error", message, ...extra });
}

/** 404: no object of that id in this account. */
export function missing(noun: string, id: string, param = "id"): StripeRefusal {
  const message = `No such ${noun}: '${id}'`;
  return new StripeRefusal(404, { type: "invalid_request_error", code: "resource_missing", message, param });
}

/** 402: the bank declined. `payment_intent` is included, as the SDK's `StripeCardError` expects. */
export function declined(code: string, message: string, paymentIntent: object): StripeRefusal {
  const decline = code === "card_declined" ? { decline_code: "generic_decline" } : {};
  return new StripeRefusal(402, { type: "card_error", code, message, ...decline, payment_intent: paymentIntent });
}

/**
 * 400 of our own: Stripe supports this, the stand-in does not. An error is better than a wrong
 * answer.
 */
export function notSupported(what: string): StripeRefusal {
  return invalid(`The stand-in does not play ${what}. Stripe itself may well accept it.`, {
    code: "stand_in_limitation",
  });
}

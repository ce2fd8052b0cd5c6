import type { Call, InboundMessage, OcppVersion } from "@/ocpp-gateway/dialect/dialect";
import { checkOf } from "@/ocpp-gateway/dialect/schemas";
import { unstorableText } from "@/ocpp-gateway/dialect/storable";
import type { StationEvent } from "@/server/domain/station/event";
import type { Outcome } from "@/server/domain/station/outcome";

export type Decoding<Payload> = {
  /** The payload has passed its schema. */
  readonly toEvent: (payload: Payload, call: Call) => StationEvent;
  /** The answer's payload: a constant JSON text, or how the outcome is said. */
  readonly toReply: string | ((outcome: Outcome, payload: Payload, call: Call) => object | string);
};

/**
 * One message of a station: schema, meaning, answer. `Payload` is the generated type of the same
 * schema.
 */
export function inbound<Payload>(version: OcppVersion, action: string, decoding: Decoding<Payload>): InboundMessage {
  const check = checkOf(version, action, "req");
  const { toEvent, toReply } = decoding;
  const constant = typeof toReply === "string" ? () => toReply : null;
  return {
    action,
    parse(raw, call) {
      const schemaError = check(raw) ?? unstorableText(raw, call.text);
      if (schemaError) return { ok: false, schemaError };
      // The check above has just proved it: type and schema have one source.
      const payload = raw as Payload;
      const answer = constant ?? ((outcome: Outcome) => encodeReply(toReply, outcome, payload, call));
      return { ok: true, event: toEvent(payload, call), deviations: [], answer };
    },
  };
}

function encodeReply<Payload>(
  toReply: Decoding<Payload>["toReply"],
  outcome: Outcome,
  payload: Payload,
  call: Call,
): string {
  const reply = typeof toReply === "string" ? toReply : toReply(outcome, payload, call);
  return typeof reply === "string" ? reply : JSON.stringify(reply);
}

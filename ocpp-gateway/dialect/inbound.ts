import type { Call, InboundMessage, OcppVersion } from "@/ocpp-gateway/dialect/dialect";
import { readerOf } from "@/ocpp-gateway/dialect/reading/reader";
import type { SessionPart } from "@/server/domain/station/session-part";
import type { StationEvent } from "@/server/domain/station/event";
import type { Outcome } from "@/server/domain/station/outcome";

export type Decoding<Payload> = {
  /** The payload has passed its schema, or was read to what the schema's type says. */
  readonly toEvent: (payload: Payload, call: Call) => StationEvent;
  /** The answer's payload: a constant JSON text, or how the outcome is said. */
  /** For messages of a session: which part of it, as far as an unread payload shows. */
  readonly sessionPart?: (payload: unknown) => SessionPart;
  readonly toReply: string | ((outcome: Outcome, payload: Payload, call: Call) => object | string);
};

/**
 * One message of a station: schema, meaning, answer. `Payload` is the generated type of the same
 * schema.
 */
export function inbound<Payload>(version: OcppVersion, action: string, decoding: Decoding<Payload>): InboundMessage {
  const read = readerOf(version, action, "req");
  const { toEvent, toReply, sessionPart } = decoding;
  const constant = typeof toReply === "string" ? () => toReply : null;
  return {
    action,
    ...(sessionPart && { sessionPart }),
    parse(raw, call) {
      const result = read(raw, call.text, call);
      if (!result.ok) return result;
      // The reader has just proved it: type and schema have one source.
      const payload = result.payload as Payload;
      const answer = constant ?? ((outcome: Outcome) => encodeReply(toReply, outcome, payload, call));
      return { ok: true, event: toEvent(payload, call), deviations: result.deviations, answer };
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

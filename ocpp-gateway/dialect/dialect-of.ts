import type { Dialect, InboundMessage, OcppVersion } from "@/ocpp-gateway/dialect/dialect";
import { encodeBy, type Encoders } from "@/ocpp-gateway/dialect/outbound";
import { checkOf, knowsAction } from "@/ocpp-gateway/dialect/schemas";

type Table = {
  readonly ocppVersion: OcppVersion;
  readonly subprotocol: string;
  /** The messages of a station that are answered. */
  readonly inbound: readonly InboundMessage[];
  /** Those that come by SEND; null for a version without it. */
  readonly unanswered: readonly InboundMessage[] | null;
  readonly encoders: Encoders;
};

/** A version's dialect from the table of its words. */
export function dialectOf({ ocppVersion, subprotocol, inbound, unanswered, encoders }: Table): Dialect {
  const answerChecks = new Map(inbound.map(({ action }) => [action, checkOf(ocppVersion, action, "conf")]));
  return {
    ocppVersion,
    subprotocol,
    inbound: byAction(inbound),
    unanswered: unanswered && byAction(unanswered),
    knows: (action) => knowsAction(ocppVersion, action),
    encode: encodeBy(encoders),
    checkAnswer: (action, answer) => answerChecks.get(action)?.(answer) ?? null,
  };
}

function byAction(messages: readonly InboundMessage[]): ReadonlyMap<string, InboundMessage> {
  return new Map(messages.map((message) => [message.action, message]));
}

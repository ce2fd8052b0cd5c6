import type { InboundMessage } from "@/ocpp-gateway/dialect/dialect";
import { type Decoding, inbound } from "@/ocpp-gateway/dialect/inbound";
import { reportDecoding, type ReportFacts } from "@/ocpp-gateway/dialect/report";

/** A message of a 1.6 station that is kept and shown, and nothing else. */
export function reportV16<Payload>(
  action: string,
  toFacts: (payload: Payload) => ReportFacts,
  toReply?: Decoding<Payload>["toReply"],
): InboundMessage {
  return inbound<Payload>("1.6", action, reportDecoding<Payload>(action, toFacts, toReply));
}

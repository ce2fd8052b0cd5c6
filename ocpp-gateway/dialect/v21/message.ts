import type { InboundMessage } from "@/ocpp-gateway/dialect/dialect";
import { type Decoding, inbound } from "@/ocpp-gateway/dialect/inbound";
import { reportDecoding, type ReportFacts } from "@/ocpp-gateway/dialect/report";

/** A message that only 2.1 has, kept and shown. */
export function reportV21<Payload>(
  action: string,
  toFacts: (payload: Payload) => ReportFacts,
  toReply?: Decoding<Payload>["toReply"],
): InboundMessage {
  return inbound<Payload>("2.1", action, reportDecoding<Payload>(action, toFacts, toReply));
}

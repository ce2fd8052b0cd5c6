/**
 * Messages that 2.0.1 and 2.1 share. Each is written once and made for a version: 2.1 has the wider
 * words, so a payload is read as 2.1's type, and each version checks it by its own schema.
 */
import type { InboundMessage, OcppVersion } from "@/ocpp-gateway/dialect/dialect";
import { type Decoding, inbound } from "@/ocpp-gateway/dialect/inbound";
import { type CommandEncoder, type Encoding, outbound } from "@/ocpp-gateway/dialect/outbound";
import { reportDecoding, type ReportFacts } from "@/ocpp-gateway/dialect/report";
import type { CommandType } from "@/server/domain/station/command";

export type Version2 = Exclude<OcppVersion, "1.6">;

/** One message of a station, for the version in which it is to be read. */
export function inboundV2<Payload>(action: string, decoding: Decoding<Payload>): (version: Version2) => InboundMessage {
  return (version) => inbound<Payload>(version, action, decoding);
}

/** A message that is kept and shown, and nothing else. */
export function reportV2<Payload>(
  action: string,
  toFacts: (payload: Payload) => ReportFacts,
  toReply?: Decoding<Payload>["toReply"],
): (version: Version2) => InboundMessage {
  return inboundV2<Payload>(action, reportDecoding<Payload>(action, toFacts, toReply));
}

/** One message to a station: the request is in 2.0.1's narrower words, the answer in 2.1's. */
export function outboundV2<Type extends CommandType, Request extends object, Response>(
  action: string,
  encoding: Encoding<Type, Request, Response>,
): (version: Version2) => CommandEncoder<Type> {
  return (version) => outbound<Type, Request, Response>(version, action, encoding);
}

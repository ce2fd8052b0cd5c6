import type { Decoding } from "@/ocpp-gateway/dialect/inbound";
import { instant } from "@/ocpp-gateway/dialect/instant";
import { requestKey } from "@/ocpp-gateway/dialect/keys";

/** The few facts of a report that a list shows; the whole payload stands in the message log. */
export type ReportFacts = {
  readonly status?: string | undefined;
  readonly info?: string | null | undefined;
  readonly evse?: number | undefined;
  /** When it happened; the time of receipt where the message names none. */
  readonly timestamp?: string | undefined;
};

/**
 * A message that nothing here acts on: kept, shown, and answered as the specification asks, or by
 * its own "no" where the answer would need a service that is not here. The same words may be news
 * again later, so the message id is in the key.
 */
export function reportDecoding<Payload>(
  action: string,
  toFacts: (payload: Payload) => ReportFacts,
  toReply: Decoding<Payload>["toReply"] = "{}",
): Decoding<Payload> {
  return {
    toEvent(payload, call) {
      const { status = null, info = null, evse = 0, timestamp } = toFacts(payload);
      const atMs = timestamp === undefined ? call.receivedAtMs : instant(timestamp);
      return { type: "station-reported", key: requestKey(action, call), atMs, action, evse, status, info };
    },
    toReply,
  };
}

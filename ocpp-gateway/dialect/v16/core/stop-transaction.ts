import type { StopTransactionRequest } from "@/.generated/ocpp/v16";
import { inbound } from "@/ocpp-gateway/dialect/inbound";
import { instant } from "@/ocpp-gateway/dialect/instant";
import { toIdTagInfo, toToken } from "@/ocpp-gateway/dialect/v16/datatypes/id-tag";
import { wholeWh } from "@/ocpp-gateway/dialect/v16/datatypes/register";
import { toReadings } from "@/ocpp-gateway/dialect/v16/datatypes/sampled-values";

/**
 * 1.6 §4.10. Instant and register are part of the key: a second stop that says something else is
 * another message, which the log must not lose; that a session ends only once is the business's
 * rule.
 */
export const stopTransaction = inbound<StopTransactionRequest>("1.6", "StopTransaction", {
  sessionPart: () => "end",
  toEvent: (p) => ({
    type: "session.ended",
    key: `stop/${p.transactionId}/${p.timestamp}/${p.meterStop}`,
    atMs: instant(p.timestamp),
    session: { by: "number", sessionNumber: p.transactionId },
    token: p.idTag === undefined ? null : toToken(p.idTag),
    registerMilliWh: wholeWh(p.meterStop),
    readings: toReadings(p.transactionData ?? []),
    // "MAY only be omitted when Reason is Local" (§6.49).
    reason: p.reason ?? "Local",
    offline: false,
    seqNo: null,
  }),
  toReply(outcome) {
    const idTagInfo = toIdTagInfo(outcome);
    return idTagInfo ? { idTagInfo } : "{}";
  },
});

import type { StartTransactionRequest, StartTransactionResponse } from "@/.generated/ocpp/v16";
import { inbound } from "@/ocpp-gateway/dialect/inbound";
import { instant } from "@/ocpp-gateway/dialect/instant";
import { toEvse } from "@/ocpp-gateway/dialect/v16/datatypes/connector";
import { wholeWh } from "@/ocpp-gateway/dialect/v16/datatypes/register";
import { toIdTagInfo, toToken } from "@/ocpp-gateway/dialect/v16/datatypes/id-tag";

/**
 * 1.6 §4.8. A station repeats it until it is answered, with the same words: they are the key, so
 * that a repeat gets the number that the first one got.
 */
export const startTransaction = inbound<StartTransactionRequest>("1.6", "StartTransaction", {
  sessionPart: () => "start",
  toEvent: (p) => ({
    type: "session.started",
    key: `start/${p.connectorId}/${p.timestamp}/${p.idTag}/${p.meterStart}`,
    atMs: instant(p.timestamp),
    transactionId: null,
    ...toEvse(p.connectorId),
    token: p.idTag === undefined ? null : toToken(p.idTag),
    registerMilliWh: wholeWh(p.meterStart),
    chargingState: "unknown",
    readings: [],
    offline: false,
    remoteStartId: null,
    seqNo: null,
  }),
  toReply(outcome): StartTransactionResponse {
    if (outcome.type !== "session-started") throw new Error(`a session's start was answered with ${outcome.type}`);
    return { transactionId: outcome.sessionNumber, idTagInfo: toIdTagInfo(outcome) ?? { status: "Invalid" } };
  },
});

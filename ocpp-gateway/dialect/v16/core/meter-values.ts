import type { MeterValuesRequest } from "@/.generated/ocpp/v16";
import { inbound } from "@/ocpp-gateway/dialect/inbound";
import { instant } from "@/ocpp-gateway/dialect/instant";
import { factKey } from "@/ocpp-gateway/dialect/keys";
import { toEvse } from "@/ocpp-gateway/dialect/v16/datatypes/connector";
import { toReadings } from "@/ocpp-gateway/dialect/v16/datatypes/sampled-values";

/**
 * 1.6 §4.7. Without a transaction they belong to no session: clock-aligned values of an idle
 * connector.
 */
export const meterValues = inbound<MeterValuesRequest>("1.6", "MeterValues", {
  sessionPart: () => "metered",
  toEvent: ({ connectorId, transactionId, meterValue }, call) => ({
    type: "session.metered",
    key: factKey("meter", call),
    atMs: meterValue[0] ? instant(meterValue[0].timestamp) : call.receivedAtMs,
    session: transactionId === undefined ? null : { by: "number", sessionNumber: transactionId },
    ...toEvse(connectorId),
    readings: toReadings(meterValue),
    chargingState: null,
    token: null,
    offline: false,
    seqNo: null,
  }),
  toReply: "{}",
});

import type { MeterValuesRequest } from "@/.generated/ocpp/v21";
import { inboundV2 } from "@/ocpp-gateway/dialect/v2/message";
import { instant } from "@/ocpp-gateway/dialect/instant";
import { factKey } from "@/ocpp-gateway/dialect/keys";
import { toReadings } from "@/ocpp-gateway/dialect/v2/datatypes/sampled-values";

/** 2.0.1 J01: values outside any transaction; those within one come by TransactionEvent. */
export const meterValues = inboundV2<MeterValuesRequest>("MeterValues", {
  toEvent: ({ evseId, meterValue }, call) => ({
    type: "session.metered",
    key: factKey("meter", call),
    atMs: meterValue[0] ? instant(meterValue[0].timestamp) : call.receivedAtMs,
    session: null,
    evse: evseId,
    connector: evseId === 0 ? 0 : 1,
    readings: toReadings(meterValue),
    chargingState: null,
    token: null,
    offline: false,
    seqNo: null,
  }),
  toReply: "{}",
});

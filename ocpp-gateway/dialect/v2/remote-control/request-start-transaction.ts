import type { RequestStartTransactionRequest } from "@/.generated/ocpp/v201";
import type { RequestStartTransactionResponse } from "@/.generated/ocpp/v21";
import { answered } from "@/ocpp-gateway/dialect/outbound";
import { outboundV2 } from "@/ocpp-gateway/dialect/v2/message";
import { toIdToken } from "@/ocpp-gateway/dialect/v2/datatypes/id-token";
import { toInfo } from "@/ocpp-gateway/dialect/v2/datatypes/status-info";

/** 2.0.1 F01, F02. */
export const requestStartTransaction = outboundV2<
  "remote-start",
  RequestStartTransactionRequest,
  RequestStartTransactionResponse
>("RequestStartTransaction", {
  toPayload: ({ evse, token, remoteStartId }) => ({
    remoteStartId,
    idToken: toIdToken(token),
    ...(evse > 0 ? { evseId: evse } : {}),
  }),
  toResult: ({ status, statusInfo }) => answered(status === "Accepted", status, toInfo(statusInfo)),
});

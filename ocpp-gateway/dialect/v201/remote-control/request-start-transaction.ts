import type { RequestStartTransactionRequest, RequestStartTransactionResponse } from "@/.generated/ocpp/v201";
import { answered, outbound } from "@/ocpp-gateway/dialect/outbound";
import { toIdToken } from "@/ocpp-gateway/dialect/v201/datatypes/id-token";
import { toInfo } from "@/ocpp-gateway/dialect/v201/datatypes/status-info";

/** 2.0.1 F01, F02. */
export const requestStartTransaction = outbound<
  "remote-start",
  RequestStartTransactionRequest,
  RequestStartTransactionResponse
>("2.0.1", "RequestStartTransaction", {
  toPayload: ({ evse, token, remoteStartId }) => ({
    remoteStartId,
    idToken: toIdToken(token),
    ...(evse > 0 ? { evseId: evse } : {}),
  }),
  toResult: ({ status, statusInfo }) => answered(status === "Accepted", status, toInfo(statusInfo)),
});

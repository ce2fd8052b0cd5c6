import type { RequestStopTransactionRequest } from "@/.generated/ocpp/v201";
import type { RequestStopTransactionResponse } from "@/.generated/ocpp/v21";
import { answered } from "@/ocpp-gateway/dialect/outbound";
import { outboundV2 } from "@/ocpp-gateway/dialect/v2/message";
import { toInfo } from "@/ocpp-gateway/dialect/v2/datatypes/status-info";

/** 2.0.1 F03. A session that bears our number was begun in another version's words. */
export const requestStopTransaction = outboundV2<
  "remote-stop",
  RequestStopTransactionRequest,
  RequestStopTransactionResponse
>("RequestStopTransaction", {
  toPayload: ({ session }) => (session.by === "station-id" ? { transactionId: session.transactionId } : null),
  toResult: ({ status, statusInfo }) => answered(status === "Accepted", status, toInfo(statusInfo)),
});

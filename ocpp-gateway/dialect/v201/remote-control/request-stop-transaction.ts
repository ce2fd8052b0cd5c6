import type { RequestStopTransactionRequest, RequestStopTransactionResponse } from "@/.generated/ocpp/v201";
import { answered, outbound } from "@/ocpp-gateway/dialect/outbound";
import { toInfo } from "@/ocpp-gateway/dialect/v201/datatypes/status-info";

/** 2.0.1 F03. A session that bears our number was begun in another version's words. */
export const requestStopTransaction = outbound<
  "remote-stop",
  RequestStopTransactionRequest,
  RequestStopTransactionResponse
>("2.0.1", "RequestStopTransaction", {
  toPayload: ({ session }) => (session.by === "station-id" ? { transactionId: session.transactionId } : null),
  toResult: ({ status, statusInfo }) => answered(status === "Accepted", status, toInfo(statusInfo)),
});

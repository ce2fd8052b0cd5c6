import type { RemoteStopTransactionRequest, RemoteStopTransactionResponse } from "@/.generated/ocpp/v16";
import { answered, outbound } from "@/ocpp-gateway/dialect/outbound";

/** 1.6 §5.12. A session that the station named itself was begun in another version's words. */
export const remoteStopTransaction = outbound<
  "remote-stop",
  RemoteStopTransactionRequest,
  RemoteStopTransactionResponse
>("1.6", "RemoteStopTransaction", {
  toPayload: ({ session }) => (session.by === "number" ? { transactionId: session.sessionNumber } : null),
  toResult: ({ status }) => answered(status === "Accepted", status),
});

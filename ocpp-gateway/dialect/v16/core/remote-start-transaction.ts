import type { RemoteStartTransactionRequest, RemoteStartTransactionResponse } from "@/.generated/ocpp/v16";
import { answered, outbound } from "@/ocpp-gateway/dialect/outbound";

/** 1.6 §5.11. 1.6 knows no remoteStartId: the session that follows is recognised by its token. */
export const remoteStartTransaction = outbound<
  "remote-start",
  RemoteStartTransactionRequest,
  RemoteStartTransactionResponse
>("1.6", "RemoteStartTransaction", {
  toPayload: ({ evse, token }) => ({ ...(evse > 0 ? { connectorId: evse } : {}), idTag: token.uid }),
  toResult: ({ status }) => answered(status === "Accepted", status),
});

import type { RequestStartTransactionRequest, RequestStartTransactionResponse } from "@/.generated/ocpp/v21";
import { answered, outbound } from "@/ocpp-gateway/dialect/outbound";
import type { Version2 } from "@/ocpp-gateway/dialect/v2/message";
import { toIdToken } from "@/ocpp-gateway/dialect/v2/datatypes/id-token";
import { toInfo } from "@/ocpp-gateway/dialect/v2/datatypes/status-info";

/** 2.x F01, F02. */
export const requestStartTransaction = (version: Version2) =>
  outbound<"remote-start", RequestStartTransactionRequest, RequestStartTransactionResponse>(
    version,
    "RequestStartTransaction",
    {
      toPayload: ({ evse, token, remoteStartId }) => ({
        remoteStartId,
        idToken: toIdToken(token, version),
        ...(evse > 0 ? { evseId: evse } : {}),
      }),
      toResult: ({ status, statusInfo }) => answered(status === "Accepted", status, toInfo(statusInfo)),
    },
  );

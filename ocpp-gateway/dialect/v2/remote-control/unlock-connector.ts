import type { UnlockConnectorRequest } from "@/.generated/ocpp/v201";
import type { UnlockConnectorResponse } from "@/.generated/ocpp/v21";
import { answered } from "@/ocpp-gateway/dialect/outbound";
import { outboundV2 } from "@/ocpp-gateway/dialect/v2/message";
import { toInfo } from "@/ocpp-gateway/dialect/v2/datatypes/status-info";

export const unlockConnector = outboundV2<"unlock-connector", UnlockConnectorRequest, UnlockConnectorResponse>(
  "UnlockConnector",
  {
    toPayload: ({ evse, connector }) => ({ evseId: evse, connectorId: connector }),
    toResult: ({ status, statusInfo }) => answered(status === "Unlocked", status, toInfo(statusInfo)),
  },
);

import type { UnlockConnectorRequest, UnlockConnectorResponse } from "@/.generated/ocpp/v201";
import { answered, outbound } from "@/ocpp-gateway/dialect/outbound";
import { toInfo } from "@/ocpp-gateway/dialect/v201/datatypes/status-info";

export const unlockConnector = outbound<"unlock-connector", UnlockConnectorRequest, UnlockConnectorResponse>(
  "2.0.1",
  "UnlockConnector",
  {
    toPayload: ({ evse, connector }) => ({ evseId: evse, connectorId: connector }),
    toResult: ({ status, statusInfo }) => answered(status === "Unlocked", status, toInfo(statusInfo)),
  },
);

import type { UnlockConnectorRequest, UnlockConnectorResponse } from "@/.generated/ocpp/v16";
import { answered, outbound } from "@/ocpp-gateway/dialect/outbound";

export const unlockConnector = outbound<"unlock-connector", UnlockConnectorRequest, UnlockConnectorResponse>(
  "1.6",
  "UnlockConnector",
  {
    toPayload: ({ evse }) => ({ connectorId: evse }),
    toResult: ({ status }) => answered(status === "Unlocked", status),
  },
);

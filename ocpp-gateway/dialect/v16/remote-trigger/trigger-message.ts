import type { TriggerMessageRequest, TriggerMessageResponse } from "@/.generated/ocpp/v16";
import { answered, outbound } from "@/ocpp-gateway/dialect/outbound";
import { TRIGGERABLE_MESSAGES } from "@/server/domain/station/command";

/** 1.6 §5.17. A connector, when given, must be greater than 0. */
export const triggerMessage = outbound<"trigger-message", TriggerMessageRequest, TriggerMessageResponse>(
  "1.6",
  "TriggerMessage",
  {
    toPayload: ({ message, evse }) => ({
      requestedMessage: TRIGGERABLE_MESSAGES[message].action,
      ...(evse !== null && evse > 0 ? { connectorId: evse } : {}),
    }),
    toResult: ({ status }) => answered(status === "Accepted", status),
  },
);

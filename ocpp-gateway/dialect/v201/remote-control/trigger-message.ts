import type { TriggerMessageRequest, TriggerMessageResponse } from "@/.generated/ocpp/v201";
import { answered, outbound } from "@/ocpp-gateway/dialect/outbound";
import { toInfo } from "@/ocpp-gateway/dialect/v201/datatypes/status-info";
import { TRIGGERABLE_MESSAGES } from "@/server/domain/station/command";

/** 2.0.1 F06. A status can only be asked of a connector (F06.FR.12): of the EVSE's first. */
export const triggerMessage = outbound<"trigger-message", TriggerMessageRequest, TriggerMessageResponse>(
  "2.0.1",
  "TriggerMessage",
  {
    toPayload({ message, evse }) {
      const connector = message === "status" ? { connectorId: 1 } : {};
      return {
        requestedMessage: TRIGGERABLE_MESSAGES[message].action,
        ...(evse !== null && evse > 0 ? { evse: { id: evse, ...connector } } : {}),
      };
    },
    toResult: ({ status, statusInfo }) => answered(status === "Accepted", status, toInfo(statusInfo)),
  },
);

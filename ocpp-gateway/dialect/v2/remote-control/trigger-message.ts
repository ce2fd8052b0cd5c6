import type { TriggerMessageRequest } from "@/.generated/ocpp/v201";
import type { TriggerMessageResponse } from "@/.generated/ocpp/v21";
import { answered } from "@/ocpp-gateway/dialect/outbound";
import { outboundV2 } from "@/ocpp-gateway/dialect/v2/message";
import { toInfo } from "@/ocpp-gateway/dialect/v2/datatypes/status-info";
import { TRIGGERABLE_MESSAGES } from "@/server/domain/station/command";

/** 2.0.1 F06. A status can only be asked of a connector (F06.FR.12): of the EVSE's first. */
export const triggerMessage = outboundV2<"trigger-message", TriggerMessageRequest, TriggerMessageResponse>(
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

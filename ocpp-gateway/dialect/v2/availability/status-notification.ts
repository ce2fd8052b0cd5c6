import type { ConnectorStatusEnumType, StatusNotificationRequest } from "@/.generated/ocpp/v21";
import { inboundV2 } from "@/ocpp-gateway/dialect/v2/message";
import { instant } from "@/ocpp-gateway/dialect/instant";
import type { ConnectorState } from "@/server/domain/station/event";

export const STATE: Record<ConnectorStatusEnumType, ConnectorState> = {
  Available: "available",
  Occupied: "occupied",
  Reserved: "reserved",
  Unavailable: "unavailable",
  Faulted: "faulted",
};

/**
 * 2.0.1 G01. What is wrong comes by NotifyEvent, and so may the state. The message id is in the key
 * for the reason given in 1.6.
 */
export const statusNotification = inboundV2<StatusNotificationRequest>("StatusNotification", {
  toEvent: (p, call) => ({
    type: "status-changed",
    key: `status/${p.evseId}/${p.connectorId}/${p.timestamp}/${p.connectorStatus}/${call.messageId}`,
    atMs: instant(p.timestamp),
    evse: p.evseId,
    connector: p.connectorId,
    state: STATE[p.connectorStatus],
    errorCode: null,
    info: null,
  }),
  toReply: "{}",
});

import type { StatusNotificationRequest } from "@/.generated/ocpp/v16";
import { inbound } from "@/ocpp-gateway/dialect/inbound";
import { instant } from "@/ocpp-gateway/dialect/instant";
import { toEvse } from "@/ocpp-gateway/dialect/v16/datatypes/connector";
import type { ConnectorState } from "@/server/domain/station/event";

const STATE: Record<StatusNotificationRequest["status"], ConnectorState> = {
  Available: "available",
  Preparing: "preparing",
  Charging: "charging",
  SuspendedEV: "suspended_ev",
  SuspendedEVSE: "suspended_evse",
  Finishing: "finishing",
  Reserved: "reserved",
  Unavailable: "unavailable",
  Faulted: "faulted",
};

/**
 * 1.6 §4.9. The message id is part of the key: a connector may be available twice within the second
 * that its clock resolves, and the second time is news.
 */
export const statusNotification = inbound<StatusNotificationRequest>("1.6", "StatusNotification", {
  toEvent: (p, call) => ({
    type: "status-changed",
    key: `status/${p.connectorId}/${p.timestamp ?? call.receivedAtMs}/${p.status}/${p.errorCode}/${call.messageId}`,
    atMs: p.timestamp === undefined ? call.receivedAtMs : instant(p.timestamp),
    ...toEvse(p.connectorId),
    state: STATE[p.status],
    errorCode: p.errorCode === "NoError" ? null : p.errorCode,
    info: p.info ?? p.vendorErrorCode ?? null,
  }),
  toReply: "{}",
});

import type { LogStatusNotificationRequest } from "@/.generated/ocpp/v21";
import { toInfo } from "@/ocpp-gateway/dialect/v2/datatypes/status-info";
import { reportV2 } from "@/ocpp-gateway/dialect/v2/message";

/** 2.x N01. */
export const logStatusNotification = reportV2<LogStatusNotificationRequest>(
  "LogStatusNotification",
  ({ status, statusInfo }) => ({ status, info: toInfo(statusInfo) }),
);

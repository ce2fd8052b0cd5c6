import type { FirmwareStatusNotificationRequest } from "@/.generated/ocpp/v21";
import { toInfo } from "@/ocpp-gateway/dialect/v2/datatypes/status-info";
import { reportV2 } from "@/ocpp-gateway/dialect/v2/message";

/** 2.x L01, L02; 2.1 adds why. */
export const firmwareStatusNotification = reportV2<FirmwareStatusNotificationRequest>(
  "FirmwareStatusNotification",
  ({ status, statusInfo }) => ({ status, info: toInfo(statusInfo) }),
);

import type { PublishFirmwareStatusNotificationRequest } from "@/.generated/ocpp/v21";
import { toInfo } from "@/ocpp-gateway/dialect/v2/datatypes/status-info";
import { reportV2 } from "@/ocpp-gateway/dialect/v2/message";

/** 2.x L03: of a local controller. */
export const publishFirmwareStatus = reportV2<PublishFirmwareStatusNotificationRequest>(
  "PublishFirmwareStatusNotification",
  ({ status, location, statusInfo }) => ({ status, info: toInfo(statusInfo) ?? location?.join(" · ") }),
);

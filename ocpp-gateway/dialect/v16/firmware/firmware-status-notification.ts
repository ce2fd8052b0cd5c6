import type { FirmwareStatusNotificationRequest } from "@/.generated/ocpp/v16";
import { reportV16 } from "@/ocpp-gateway/dialect/v16/report";

/** 1.6 §4.5: also sent at a start, or for an update that somebody else began. */
export const firmwareStatusNotification = reportV16<FirmwareStatusNotificationRequest>(
  "FirmwareStatusNotification",
  ({ status }) => ({ status }),
);

import type { SignedFirmwareStatusNotificationRequest } from "@/.generated/ocpp/v16";
import { reportV16 } from "@/ocpp-gateway/dialect/v16/report";

/** 1.6 security whitepaper L01. */
export const signedFirmwareStatus = reportV16<SignedFirmwareStatusNotificationRequest>(
  "SignedFirmwareStatusNotification",
  ({ status }) => ({ status }),
);

import type { DiagnosticsStatusNotificationRequest } from "@/.generated/ocpp/v16";
import { reportV16 } from "@/ocpp-gateway/dialect/v16/report";

/** 1.6 §4.4. */
export const diagnosticsStatusNotification = reportV16<DiagnosticsStatusNotificationRequest>(
  "DiagnosticsStatusNotification",
  ({ status }) => ({ status }),
);

import type { NotifyMonitoringReportRequest } from "@/.generated/ocpp/v21";
import { reportV2 } from "@/ocpp-gateway/dialect/v2/message";

/** 2.x N02: the monitors that are set. */
export const notifyMonitoringReport = reportV2<NotifyMonitoringReportRequest>(
  "NotifyMonitoringReport",
  ({ generatedAt }) => ({ timestamp: generatedAt }),
);

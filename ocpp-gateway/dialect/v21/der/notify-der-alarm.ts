import type { NotifyDERAlarmRequest } from "@/.generated/ocpp/v21";
import { reportV21 } from "@/ocpp-gateway/dialect/v21/message";

/** 2.1 R05: a fault of the grid, or its end. */
export const notifyDERAlarm = reportV21<NotifyDERAlarmRequest>(
  "NotifyDERAlarm",
  ({ controlType, gridEventFault, extraInfo, timestamp }) => ({
    status: gridEventFault ?? controlType,
    info: extraInfo,
    timestamp,
  }),
);

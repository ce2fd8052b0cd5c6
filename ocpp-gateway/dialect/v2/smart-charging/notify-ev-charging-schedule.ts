import type { NotifyEVChargingScheduleRequest } from "@/.generated/ocpp/v21";
import { reportV2 } from "@/ocpp-gateway/dialect/v2/message";

/** 2.x K15.FR.11: no schedule is set from here that a car could exceed. */
export const notifyEVChargingSchedule = reportV2<NotifyEVChargingScheduleRequest>(
  "NotifyEVChargingSchedule",
  ({ evseId }) => ({ evse: evseId }),
  '{"status":"Accepted"}',
);

import type { PullDynamicScheduleUpdateRequest } from "@/.generated/ocpp/v21";
import { reportV21 } from "@/ocpp-gateway/dialect/v21/message";

/** 2.1 K28.FR.12: no dynamic profile is set from here. */
export const pullDynamicScheduleUpdate = reportV21<PullDynamicScheduleUpdateRequest>(
  "PullDynamicScheduleUpdate",
  () => ({}),
  '{"status":"Rejected"}',
);

import type { NotifyPriorityChargingRequest } from "@/.generated/ocpp/v21";
import { reportV21 } from "@/ocpp-gateway/dialect/v21/message";

/** 2.1 K22. */
export const notifyPriorityCharging = reportV21<NotifyPriorityChargingRequest>(
  "NotifyPriorityCharging",
  ({ transactionId, activated }) => ({
    status: activated ? "Activated" : "Deactivated",
    info: transactionId,
  }),
);

import type { NotifyChargingLimitRequest } from "@/.generated/ocpp/v21";
import { reportV2 } from "@/ocpp-gateway/dialect/v2/message";

/** 2.x K11, K12: a limit that somebody else has set. */
export const notifyChargingLimit = reportV2<NotifyChargingLimitRequest>(
  "NotifyChargingLimit",
  ({ evseId, chargingLimit: { chargingLimitSource } }) => ({ evse: evseId, info: chargingLimitSource }),
);

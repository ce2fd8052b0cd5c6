import type { ClearedChargingLimitRequest } from "@/.generated/ocpp/v21";
import { reportV2 } from "@/ocpp-gateway/dialect/v2/message";

/** 2.x K13. */
export const clearedChargingLimit = reportV2<ClearedChargingLimitRequest>(
  "ClearedChargingLimit",
  ({ evseId, chargingLimitSource }) => ({ evse: evseId, info: chargingLimitSource }),
);

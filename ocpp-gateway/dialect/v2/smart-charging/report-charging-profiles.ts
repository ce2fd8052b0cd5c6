import type { ReportChargingProfilesRequest } from "@/.generated/ocpp/v21";
import { reportV2 } from "@/ocpp-gateway/dialect/v2/message";

/** 2.x K09. */
export const reportChargingProfiles = reportV2<ReportChargingProfilesRequest>(
  "ReportChargingProfiles",
  ({ evseId, chargingLimitSource }) => ({ evse: evseId, info: chargingLimitSource }),
);

import type { ChangeAvailabilityRequest, ChangeAvailabilityResponse } from "@/.generated/ocpp/v201";
import { answered, outbound } from "@/ocpp-gateway/dialect/outbound";
import { toInfo } from "@/ocpp-gateway/dialect/v201/datatypes/status-info";

/** 2.0.1 G03, G04. "Scheduled" is a yes too: the EVSE finishes its transaction first. */
export const changeAvailability = outbound<
  "change-availability",
  ChangeAvailabilityRequest,
  ChangeAvailabilityResponse
>("2.0.1", "ChangeAvailability", {
  toPayload: ({ evse, operative }) => ({
    operationalStatus: operative ? "Operative" : "Inoperative",
    ...(evse > 0 ? { evse: { id: evse } } : {}),
  }),
  toResult: ({ status, statusInfo }) => answered(status !== "Rejected", status, toInfo(statusInfo)),
});

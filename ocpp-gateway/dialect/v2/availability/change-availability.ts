import type { ChangeAvailabilityRequest } from "@/.generated/ocpp/v201";
import type { ChangeAvailabilityResponse } from "@/.generated/ocpp/v21";
import { answered } from "@/ocpp-gateway/dialect/outbound";
import { outboundV2 } from "@/ocpp-gateway/dialect/v2/message";
import { toInfo } from "@/ocpp-gateway/dialect/v2/datatypes/status-info";

/** 2.0.1 G03, G04. "Scheduled" is a yes too: the EVSE finishes its transaction first. */
export const changeAvailability = outboundV2<
  "change-availability",
  ChangeAvailabilityRequest,
  ChangeAvailabilityResponse
>("ChangeAvailability", {
  toPayload: ({ evse, operative }) => ({
    operationalStatus: operative ? "Operative" : "Inoperative",
    ...(evse > 0 ? { evse: { id: evse } } : {}),
  }),
  toResult: ({ status, statusInfo }) => answered(status !== "Rejected", status, toInfo(statusInfo)),
});

import type { ChangeAvailabilityRequest, ChangeAvailabilityResponse } from "@/.generated/ocpp/v16";
import { answered, outbound } from "@/ocpp-gateway/dialect/outbound";

/** 1.6 §5.2. "Scheduled" is a yes too: the connector finishes its transaction first. */
export const changeAvailability = outbound<
  "change-availability",
  ChangeAvailabilityRequest,
  ChangeAvailabilityResponse
>("1.6", "ChangeAvailability", {
  toPayload: ({ evse, operative }) => ({ connectorId: evse, type: operative ? "Operative" : "Inoperative" }),
  toResult: ({ status }) => answered(status !== "Rejected", status),
});

import type { BootNotificationRequest, BootNotificationResponse } from "@/.generated/ocpp/v21";
import { inboundV2 } from "@/ocpp-gateway/dialect/v2/message";
import { requestKey } from "@/ocpp-gateway/dialect/keys";
import type { BootOutcome } from "@/server/domain/station/outcome";

const STATUS: Record<BootOutcome["registration"], BootNotificationResponse["status"]> = {
  accepted: "Accepted",
  pending: "Pending",
  rejected: "Rejected",
};

export const bootNotification = inboundV2<BootNotificationRequest>("BootNotification", {
  toEvent: ({ chargingStation, reason }, call) => ({
    type: "booted",
    key: requestKey("boot", call),
    atMs: call.receivedAtMs,
    vendor: chargingStation.vendorName,
    model: chargingStation.model,
    serialNumber: chargingStation.serialNumber ?? null,
    firmwareVersion: chargingStation.firmwareVersion ?? null,
    meterSerialNumber: null,
    reason,
  }),
  toReply(outcome, _payload, call): BootNotificationResponse {
    if (outcome.type !== "boot") throw new Error(`a boot was answered with ${outcome.type}`);
    return {
      currentTime: new Date(call.receivedAtMs).toISOString(),
      interval: outcome.heartbeatIntervalS,
      status: STATUS[outcome.registration],
    };
  },
});

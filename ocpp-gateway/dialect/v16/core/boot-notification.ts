import type { BootNotificationRequest, BootNotificationResponse } from "@/.generated/ocpp/v16";
import { inbound } from "@/ocpp-gateway/dialect/inbound";
import { requestKey } from "@/ocpp-gateway/dialect/keys";
import type { BootOutcome } from "@/server/domain/station/outcome";

const STATUS: Record<BootOutcome["registration"], BootNotificationResponse["status"]> = {
  accepted: "Accepted",
  pending: "Pending",
  rejected: "Rejected",
};

export const bootNotification = inbound<BootNotificationRequest>("1.6", "BootNotification", {
  toEvent: (p, call) => ({
    type: "booted",
    key: requestKey("boot", call),
    atMs: call.receivedAtMs,
    vendor: p.chargePointVendor,
    model: p.chargePointModel,
    // chargeBoxSerialNumber is the deprecated name of the same thing (1.6 §6.3).
    serialNumber: p.chargePointSerialNumber ?? p.chargeBoxSerialNumber ?? null,
    firmwareVersion: p.firmwareVersion ?? null,
    meterSerialNumber: p.meterSerialNumber ?? null,
    reason: null,
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

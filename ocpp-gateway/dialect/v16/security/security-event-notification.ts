import type { SecurityEventNotificationRequest } from "@/.generated/ocpp/v16";
import { inbound } from "@/ocpp-gateway/dialect/inbound";
import { securityEventDecoding } from "@/ocpp-gateway/dialect/security-event";

/** 1.6 security whitepaper A04. */
export const securityEventNotification = inbound<SecurityEventNotificationRequest>(
  "1.6",
  "SecurityEventNotification",
  securityEventDecoding,
);

import type { SecurityEventNotificationRequest } from "@/.generated/ocpp/v21";
import { securityEventDecoding } from "@/ocpp-gateway/dialect/security-event";
import { inboundV2 } from "@/ocpp-gateway/dialect/v2/message";

/** 2.x A04. */
export const securityEventNotification = inboundV2<SecurityEventNotificationRequest>(
  "SecurityEventNotification",
  securityEventDecoding,
);

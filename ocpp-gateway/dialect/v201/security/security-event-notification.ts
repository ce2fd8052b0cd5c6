import type { SecurityEventNotificationRequest } from "@/.generated/ocpp/v201";
import { inbound } from "@/ocpp-gateway/dialect/inbound";
import { instant } from "@/ocpp-gateway/dialect/instant";
import { factKey } from "@/ocpp-gateway/dialect/keys";

export const securityEventNotification = inbound<SecurityEventNotificationRequest>(
  "2.0.1",
  "SecurityEventNotification",
  {
    toEvent: ({ type, timestamp, techInfo }, call) => ({
      type: "security-noticed",
      key: factKey(`security/${timestamp}`, call),
      atMs: instant(timestamp),
      kind: type,
      info: techInfo ?? null,
    }),
    toReply: "{}",
  },
);

import type { Decoding } from "@/ocpp-gateway/dialect/inbound";
import { instant } from "@/ocpp-gateway/dialect/instant";
import { factKey } from "@/ocpp-gateway/dialect/keys";

type SecurityEventNotification = { type: string; timestamp: string; techInfo?: string };

/** The same fields in every version: the 1.6 security whitepaper has them from 2.0.1 (A04). */
export const securityEventDecoding: Decoding<SecurityEventNotification> = {
  toEvent: ({ type, timestamp, techInfo }, call) => ({
    type: "security-noticed",
    key: factKey(`security/${timestamp}`, call),
    atMs: instant(timestamp),
    kind: type,
    info: techInfo ?? null,
  }),
  toReply: "{}",
};

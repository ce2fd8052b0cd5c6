import type { HeartbeatRequest } from "@/.generated/ocpp/v16";
import { inbound } from "@/ocpp-gateway/dialect/inbound";

export const heartbeat = inbound<HeartbeatRequest>("1.6", "Heartbeat", {
  toEvent: (_payload, call) => ({ type: "seen", key: "", atMs: call.receivedAtMs }),
  toReply: (_outcome, _payload, call) => `{"currentTime":"${new Date(call.receivedAtMs).toISOString()}"}`,
});

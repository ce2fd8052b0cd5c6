import type { HeartbeatRequest } from "@/.generated/ocpp/v201";
import { inbound } from "@/ocpp-gateway/dialect/inbound";

export const heartbeat = inbound<HeartbeatRequest>("2.0.1", "Heartbeat", {
  toEvent: (_payload, call) => ({ type: "seen", key: "", atMs: call.receivedAtMs }),
  toReply: (_outcome, _payload, call) => `{"currentTime":"${new Date(call.receivedAtMs).toISOString()}"}`,
});

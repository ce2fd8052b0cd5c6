import type { HeartbeatRequest } from "@/.generated/ocpp/v21";
import { inboundV2 } from "@/ocpp-gateway/dialect/v2/message";

export const heartbeat = inboundV2<HeartbeatRequest>("Heartbeat", {
  toEvent: (_payload, call) => ({ type: "seen", key: "", atMs: call.receivedAtMs }),
  toReply: (_outcome, _payload, call) => `{"currentTime":"${new Date(call.receivedAtMs).toISOString()}"}`,
});

import type { AuthorizeRequest } from "@/.generated/ocpp/v16";
import { inbound } from "@/ocpp-gateway/dialect/inbound";
import { requestKey } from "@/ocpp-gateway/dialect/keys";
import { toIdTagInfo, toToken } from "@/ocpp-gateway/dialect/v16/datatypes/id-tag";

export const authorize = inbound<AuthorizeRequest>("1.6", "Authorize", {
  toEvent: ({ idTag }, call) => ({
    type: "token-presented",
    key: requestKey("authorize", call),
    atMs: call.receivedAtMs,
    token: toToken(idTag ?? ""),
  }),
  toReply: (outcome) => ({ idTagInfo: toIdTagInfo(outcome) ?? { status: "Invalid" } }),
});

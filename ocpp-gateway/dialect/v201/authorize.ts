import type { AuthorizeRequest, AuthorizeResponse } from "@/.generated/ocpp/v201";
import { inbound } from "@/ocpp-gateway/dialect/inbound";
import { askedKey } from "@/ocpp-gateway/dialect/keys";
import { toIdTokenInfo, toToken } from "@/ocpp-gateway/dialect/v201/id-token";

export const authorize = inbound<AuthorizeRequest>("2.0.1", "Authorize", {
  toEvent: ({ idToken }, call) => ({
    type: "token-presented",
    key: askedKey("authorize", call),
    atMs: call.receivedAtMs,
    token: toToken(idToken),
  }),
  toReply: (outcome): AuthorizeResponse => ({ idTokenInfo: toIdTokenInfo(outcome) ?? { status: "Unknown" } }),
});

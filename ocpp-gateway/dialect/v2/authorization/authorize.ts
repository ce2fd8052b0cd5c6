import type { AuthorizeRequest, AuthorizeResponse } from "@/.generated/ocpp/v21";
import { inboundV2 } from "@/ocpp-gateway/dialect/v2/message";
import { requestKey } from "@/ocpp-gateway/dialect/keys";
import { toIdTokenInfo, toToken } from "@/ocpp-gateway/dialect/v2/datatypes/id-token";

export const authorize = inboundV2<AuthorizeRequest>("Authorize", {
  toEvent: ({ idToken }, call) => ({
    type: "token-presented",
    key: requestKey("authorize", call),
    atMs: call.receivedAtMs,
    token: toToken(idToken),
  }),
  toReply: (outcome, payload): AuthorizeResponse =>
    hasCertificate(payload) ? UNVERIFIED : { idTokenInfo: toIdTokenInfo(outcome) ?? { status: "Unknown" } },
});

/**
 * We keep no roots of ISO 15118 and ask no OCSP: a contract's certificate cannot be verified here,
 * and C07.FR.17 has words for that.
 */
const UNVERIFIED: AuthorizeResponse = { idTokenInfo: { status: "Invalid" }, certificateStatus: "CertChainError" };

const hasCertificate = ({ certificate, iso15118CertificateHashData }: AuthorizeRequest): boolean =>
  certificate !== undefined || iso15118CertificateHashData !== undefined;

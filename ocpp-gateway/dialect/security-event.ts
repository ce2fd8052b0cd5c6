import type { Decoding } from "@/ocpp-gateway/dialect/inbound";
import { instant } from "@/ocpp-gateway/dialect/instant";
import { factKey } from "@/ocpp-gateway/dialect/keys";

type SecurityEventNotification = { type: string; timestamp: string; techInfo?: string };

/**
 * 2.x's names (part 2 appendix 1) of the events that the 1.6 security whitepaper (§8) calls
 * otherwise; both documents also spell "authentication" for "authenticate".
 */
const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    CentralSystemFailedToAuthenticate: "CsmsFailedToAuthenticate",
    CentralSystemFailedToAuthentication: "CsmsFailedToAuthenticate",
    CsmsFailedToAuthentication: "CsmsFailedToAuthenticate",
    FailedToAuthenticateAtCentralSystem: "FailedToAuthenticateAtCsms",
    FailedToAuthenticationAtCentralSystem: "FailedToAuthenticateAtCsms",
    FailedToAuthenticationAtCsms: "FailedToAuthenticateAtCsms",
    InvalidCentralSystemCertificate: "InvalidCsmsCertificate",
    InvalidChargePointCertificate: "InvalidChargingStationCertificate",
  }),
);

/** The same fields in every version: the 1.6 security whitepaper has them from 2.0.1 (A04). */
export const securityEventDecoding: Decoding<SecurityEventNotification> = {
  toEvent: ({ type, timestamp, techInfo }, call) => ({
    type: "security-noticed",
    key: factKey(`security/${timestamp}`, call),
    atMs: instant(timestamp),
    kind: NAMES.get(type) ?? type,
    info: techInfo ?? null,
  }),
  toReply: "{}",
};

import type { IdTokenInfoType, IdTokenType } from "@/.generated/ocpp/v21";
import type { Version2 } from "@/ocpp-gateway/dialect/v2/message";
import type { PresentedToken, TokenKind } from "@/server/domain/station/event";
import type { Authorization, Outcome } from "@/server/domain/station/outcome";

/**
 * 2.1 has the types as a list that anybody may add to (part 2 appendix 7). One that is unknown here
 * identifies no less.
 */
const KINDS: ReadonlyMap<string, TokenKind> = new Map(
  Object.entries({
    Central: "central",
    DirectPayment: "direct_payment",
    eMAID: "emaid",
    EVCCID: "evccid",
    ISO14443: "iso14443",
    ISO15693: "iso15693",
    KeyCode: "key_code",
    Local: "local",
    MacAddress: "mac_address",
    NoAuthorization: "no_authorization",
    VIN: "vin",
  }),
);

/**
 * A token that was only ever seen by a 1.6 station has no kind; "Central" is the one that we may
 * give (part 2 §3.43).
 */
const TYPE: Record<TokenKind, string> = {
  unspecified: "Central",
  central: "Central",
  direct_payment: "DirectPayment",
  emaid: "eMAID",
  evccid: "EVCCID",
  iso14443: "ISO14443",
  iso15693: "ISO15693",
  key_code: "KeyCode",
  local: "Local",
  mac_address: "MacAddress",
  no_authorization: "NoAuthorization",
  vin: "VIN",
};

/** To 2.0.1 these are "Central" too. */
const ONLY_IN_21: ReadonlySet<TokenKind> = new Set<TokenKind>(["direct_payment", "evccid", "vin"]);

const STATUS: Record<Authorization, IdTokenInfoType["status"]> = {
  accepted: "Accepted",
  blocked: "Blocked",
  expired: "Expired",
  unknown: "Unknown",
  concurrent_tx: "ConcurrentTx",
  no_credit: "NoCredit",
};

/** A type that is missing, or that no list has, says no more than 1.6 does. */
export function toToken({ idToken, type }: IdTokenType): PresentedToken {
  return { uid: idToken, kind: (type === undefined ? undefined : KINDS.get(type)) ?? "unspecified" };
}

export function toIdToken({ uid, kind }: PresentedToken, version: Version2): IdTokenType {
  return { idToken: uid, type: version === "2.0.1" && ONLY_IN_21.has(kind) ? "Central" : TYPE[kind] };
}

/** Null when the outcome says nothing of a token. */
export function toIdTokenInfo(outcome: Outcome): IdTokenInfoType | null {
  if (outcome.type === "done" || outcome.type === "boot" || outcome.authorization === null) return null;
  const { authorization, groupUid } = outcome;
  // An idToken is at most 36 characters (part 2 §2.28).
  const isEncodable = groupUid !== null && groupUid.length <= 36;
  return {
    status: STATUS[authorization],
    ...(isEncodable ? { groupIdToken: { idToken: groupUid, type: "Central" } } : {}),
  };
}

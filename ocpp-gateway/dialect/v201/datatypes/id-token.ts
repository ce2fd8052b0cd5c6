import type { IdTokenEnumType, IdTokenInfoType, IdTokenType } from "@/.generated/ocpp/v201";
import type { PresentedToken, TokenKind } from "@/server/domain/station/event";
import type { Authorization, Outcome } from "@/server/domain/station/outcome";

const KIND: Record<IdTokenEnumType, TokenKind> = {
  Central: "central",
  eMAID: "emaid",
  ISO14443: "iso14443",
  ISO15693: "iso15693",
  KeyCode: "key_code",
  Local: "local",
  MacAddress: "mac_address",
  NoAuthorization: "no_authorization",
};

/**
 * A token that was only ever seen by a 1.6 station has no kind; "Central" is the one that we may
 * give (part 2 §3.43).
 */
const TYPE: Record<TokenKind, IdTokenEnumType> = {
  unspecified: "Central",
  central: "Central",
  emaid: "eMAID",
  iso14443: "ISO14443",
  iso15693: "ISO15693",
  key_code: "KeyCode",
  local: "Local",
  mac_address: "MacAddress",
  no_authorization: "NoAuthorization",
};

const STATUS: Record<Authorization, IdTokenInfoType["status"]> = {
  accepted: "Accepted",
  blocked: "Blocked",
  expired: "Expired",
  unknown: "Unknown",
  concurrent_tx: "ConcurrentTx",
  no_credit: "NoCredit",
};

export function toToken({ idToken, type }: IdTokenType): PresentedToken {
  return { uid: idToken, kind: KIND[type] };
}

export function toIdToken({ uid, kind }: PresentedToken): IdTokenType {
  return { idToken: uid, type: TYPE[kind] };
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

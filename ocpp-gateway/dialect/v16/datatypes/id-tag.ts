import type { AuthorizeResponse } from "@/.generated/ocpp/v16";
import type { PresentedToken } from "@/server/domain/station/event";
import type { Authorization, Outcome } from "@/server/domain/station/outcome";

type IdTagInfo = AuthorizeResponse["idTagInfo"];

/**
 * 1.6 §7.2 has fewer words than we: an account without credit is blocked, an unknown token invalid.
 */
const STATUS: Record<Authorization, IdTagInfo["status"]> = {
  accepted: "Accepted",
  blocked: "Blocked",
  expired: "Expired",
  unknown: "Invalid",
  concurrent_tx: "ConcurrentTx",
  no_credit: "Blocked",
};

/** 1.6 does not say what an idTag is printed on. */
export function toToken(idTag: string): PresentedToken {
  return { uid: idTag, kind: "unspecified" };
}

/** Null when the outcome says nothing of a token. */
export function toIdTagInfo(outcome: Outcome): IdTagInfo | null {
  if (outcome.type === "done" || outcome.type === "boot" || outcome.authorization === null) return null;
  const { authorization, groupUid } = outcome;
  // IdToken is at most 20 characters (1.6 §7.28); a longer group can only be said to 2.x stations.
  const parent = groupUid !== null && groupUid.length <= 20 ? { parentIdTag: groupUid } : {};
  return { status: STATUS[authorization], ...parent };
}

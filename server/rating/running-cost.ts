import { readHandle } from "@/db/handle";
import type { TenantRead } from "@/db/tenant";
import { loadSessionEvidence } from "@/server/rating/load-session-evidence";
import { rateSession } from "@/server/rating/rate-session";
import type { RatingResult } from "@/server/domain/tariff/rating";

/**
 * What a session costs so far, by the very engine that will bill it; for an ended one what its
 * record says or would say. Null when there is no such session or it has no price. `nowMs` is our
 * clock.
 */
export async function runningCost(
  db: Pick<TenantRead, "execute" | "tenantId">,
  sessionId: string,
  nowMs: number,
): Promise<RatingResult | null> {
  const evidence = await loadSessionEvidence(readHandle(db), sessionId);
  if (!evidence) return null;
  return rateSession(evidence, BigInt(evidence.facts.endReceivedAtMs ?? nowMs))?.rating ?? null;
}

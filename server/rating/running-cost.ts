import { readHandle } from "@/db/handle";
import type { TenantRead } from "@/db/tenant";
import { loadStory } from "@/server/rating/load-story";
import { priceStory } from "@/server/rating/price-story";
import type { RatingResult } from "@/server/domain/tariff/rating";

/**
 * What a session costs so far, by the very engine that will bill it; for an ended one what its record says or would say.
 * Null when there is no such session or it has no price. `nowMs` is our clock.
 */
export async function runningCost(
  db: Pick<TenantRead, "execute" | "tenantId">,
  sessionId: string,
  nowMs: number,
): Promise<RatingResult | null> {
  const story = await loadStory(readHandle(db), sessionId);
  if (!story) return null;
  return priceStory(story, BigInt(story.facts.endReceivedAtMs ?? nowMs))?.rating ?? null;
}

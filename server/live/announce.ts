import { queryOf } from "@/db/handle";
import type { TenantWrite } from "@/db/tenant";
import { LIVE_CHANNEL, liveMessage, type Topic } from "@/server/live/topics";

/**
 * Notifies every open page of this operator of changes when the transaction commits, never when it
 * rolls back.
 */
export async function announce(db: TenantWrite, topics: readonly Topic[]): Promise<void> {
  if (topics.length === 0) return;
  await queryOf(db)`select pg_notify(${LIVE_CHANNEL}::text, ${liveMessage(db.tenantId, new Set(topics))}::text)`;
}

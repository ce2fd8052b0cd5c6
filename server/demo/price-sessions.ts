import { collectBatch } from "@/db/batched-query";
import { queryOf, type TenantHandle, tenantHandle } from "@/db/handle";
import type { TenantWrite } from "@/db/tenant";
import { finalizeSession } from "@/server/rating/finalize-session";

const CHUNK = 100;

/**
 * Prices sessions as their ends would have, a hundred at a time: one execution of each statement
 * serves them all.
 */
export async function priceSessions(
  db: TenantWrite,
  past: readonly { readonly sessionId: string; readonly endedAt: Date }[],
): Promise<void> {
  const queryBatched = collectBatch(queryOf(db));
  const handle: TenantHandle = {
    ...tenantHandle(db),
    queryBatched: (statement, row) => queryBatched(db.tenantId, statement, row),
  };
  for (let start = 0; start < past.length; start += CHUNK) {
    const chunk = past.slice(start, start + CHUNK);
    await Promise.all(
      chunk.map(({ sessionId, endedAt }) => finalizeSession(handle, sessionId, { nowMs: endedAt.getTime() })),
    );
  }
}

import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { z } from "zod";
import { findings } from "@/db/schema/findings";
import type { TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { announce } from "@/server/live/announce";

export const ResolveFinding = z.object({
  findingId: z.uuid(),
  resolution: z.string().trim().min(1, "Say in a few words what was done.").max(500),
});

/**
 * Closes a finding about a station. Findings about a session's bill are closed at the session,
 * where their price is decided.
 * @throws Refusal NOT_FOUND for one that is not open, or is about a session.
 */
export async function resolveFinding(
  db: TenantWrite,
  resolvedBy: string,
  { findingId, resolution }: z.infer<typeof ResolveFinding>,
): Promise<void> {
  const [closed] = await db
    .update(findings)
    .set({ resolvedAt: new Date(), resolvedBy, resolution })
    .where(
      and(
        eq(findings.id, findingId),
        isNull(findings.resolvedAt),
        isNull(findings.sessionId),
        isNotNull(findings.stationId),
      ),
    )
    .returning({ stationId: findings.stationId });
  if (!closed) throw new Refusal("open_finding_not_found");
  await announce(db, ["overview", "stations", `station:${closed.stationId}`]);
}

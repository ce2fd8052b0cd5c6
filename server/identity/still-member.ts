import { and, eq, gt } from "drizzle-orm";
import { withPlatform } from "@/db/platform";
import { authSessions } from "@/db/schema/identity";
import { memberships, operators } from "@/db/schema/operators";
import { hashSessionToken } from "./session-token";

/**
 * Whether a browser session is still one, and its person still belongs to the operator: for what
 * stays open after it was let in.
 */
export async function isStillMember(sessionToken: string, slug: string): Promise<boolean> {
  const [found] = await withPlatform("look whether who listens may still listen", (db) =>
    db
      .select({ tenantId: memberships.tenantId })
      .from(authSessions)
      .innerJoin(memberships, eq(memberships.userId, authSessions.userId))
      .innerJoin(operators, eq(operators.id, memberships.tenantId))
      .where(
        and(
          eq(authSessions.sessionToken, hashSessionToken(sessionToken)),
          gt(authSessions.expires, new Date()),
          eq(operators.slug, slug),
        ),
      ),
  );
  return found !== undefined;
}

import { lt } from "drizzle-orm";
import { withIdentity } from "@/db/identity";
import { authSessions, verificationTokens } from "@/db/schema/identity";

/**
 * Browser sessions nobody came back to and links nobody followed: anyone can ask for a link, so
 * their rows must not pile up.
 */
export const deleteExpiredSignIns = (): Promise<void> =>
  withIdentity(async (db) => {
    const now = new Date();
    await db.delete(authSessions).where(lt(authSessions.expires, now));
    await db.delete(verificationTokens).where(lt(verificationTokens.expires, now));
  });

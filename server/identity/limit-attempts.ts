import { and, count, eq, gt, inArray, lt, sql } from "drizzle-orm";
import { withIdentity } from "@/db/identity";
import type { Platform } from "@/db/platform";
import { authSessions, signInAttempts, users } from "@/db/schema/identity";
import { Refusal } from "@/server/domain/refusal";

/**
 * What is counted: wrong passwords of an address, link letters asked for an address, and both by
 * network.
 */
export type AttemptKind = "password" | "link";

/** An attempt that was counted; forgotten again when it turns out to be none. */
export type Attempt = { readonly key: string; readonly ids: readonly bigint[] };

const ALLOWED: Readonly<Record<AttemptKind | "ip", number>> = { password: 8, link: 5, ip: 40 };

const WINDOW_MINUTES = 15;

type Limit = { readonly key: string; readonly allowed: number };

/**
 * Counts an attempt against the address and the network before its outcome is known, so that a
 * thousand at once are a thousand. Attempts older than a day are forgotten on the way.
 * @throws Refusal TOO_MANY_REQUESTS when either has tried too often within the window
 */
export async function countAttempt(kind: AttemptKind, email: string, ipAddress: string | null): Promise<Attempt> {
  return withIdentity(async (db) => {
    const key = await keyOf(db, kind, email, ipAddress);
    const limits = limitsOf(kind, key, ipAddress);
    for (const limit of limits)
      await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${limit.key}::text, 0))`);
    await refuseOverLimit(db, limits);
    await db.delete(signInAttempts).where(lt(signInAttempts.at, new Date(Date.now() - 86_400_000)));
    const counted = await db
      .insert(signInAttempts)
      .values(limits.map((limit) => ({ key: limit.key })))
      .returning({ id: signInAttempts.id });
    return { key, ids: counted.map(({ id }) => id) };
  });
}

/** As {@link countAttempt}, without counting one. */
export const refuseTooManyAttempts = (kind: AttemptKind, email: string, ipAddress: string | null): Promise<void> =>
  withIdentity(async (db) => refuseOverLimit(db, limitsOf(kind, await keyOf(db, kind, email, ipAddress), ipAddress)));

/** The right password clears the address's wrong ones, and was no attempt of its network. */
export const clearAttempts = ({ key, ids }: Attempt): Promise<void> =>
  withIdentity(async (db) => {
    await db.delete(signInAttempts).where(eq(signInAttempts.key, key));
    await db.delete(signInAttempts).where(inArray(signInAttempts.id, [...ids]));
  });

/** Networks first and always in this order: two attempts wait for each other, never in a ring. */
const limitsOf = (kind: AttemptKind, key: string, ipAddress: string | null): readonly Limit[] => [
  ...(ipAddress === null ? [] : [{ key: `ip:${ipAddress}`, allowed: ALLOWED.ip }]),
  { key, allowed: ALLOWED[kind] },
];

/**
 * What an address's attempts are counted under. A network where its person is signed in already
 * counts by itself: others who go on guessing from elsewhere lock themselves out, and not whoever
 * they guess at.
 */
async function keyOf(db: Platform, kind: AttemptKind, email: string, ipAddress: string | null): Promise<string> {
  const normalized = email.trim().toLowerCase();
  const key = `${kind}:${normalized}`;
  if (ipAddress === null) return key;
  const [signedInHere] = await db
    .select({ userId: users.id })
    .from(users)
    .innerJoin(authSessions, eq(authSessions.userId, users.id))
    .where(
      and(
        eq(sql`lower(${users.email})`, normalized),
        eq(authSessions.ipAddress, ipAddress),
        gt(authSessions.expires, new Date()),
      ),
    )
    .limit(1);
  return signedInHere ? `${key}@${ipAddress}` : key;
}

async function refuseOverLimit(db: Platform, limits: readonly Limit[]): Promise<void> {
  for (const { key, allowed } of limits) {
    if ((await countFailures(db, key)) < allowed) continue;
    throw new Refusal("too_many_attempts", {
      minutes: WINDOW_MINUTES,
    });
  }
}

async function countFailures(db: Platform, key: string): Promise<number> {
  const since = new Date(Date.now() - WINDOW_MINUTES * 60_000);
  const [row] = await db
    .select({ failures: count() })
    .from(signInAttempts)
    .where(and(eq(signInAttempts.key, key), gt(signInAttempts.at, since)));
  return row?.failures ?? 0;
}

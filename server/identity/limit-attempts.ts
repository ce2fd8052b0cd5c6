import { and, count, eq, gt, lt } from "drizzle-orm";
import { withIdentity } from "@/db/identity";
import { signInAttempts } from "@/db/schema/identity";
import { Refusal } from "@/server/domain/refusal";

/** What is counted: wrong passwords of an address, link letters asked for an address, and both by network. */
export type AttemptKind = "password" | "link";

const ALLOWED: Readonly<Record<AttemptKind | "ip", number>> = { password: 8, link: 5, ip: 40 };

const WINDOW_MINUTES = 15;

const keysOf = (kind: AttemptKind, email: string, ipAddress: string | null): { key: string; allowed: number }[] => [
  { key: `${kind}:${email.toLowerCase()}`, allowed: ALLOWED[kind] },
  ...(ipAddress === null ? [] : [{ key: `ip:${ipAddress}`, allowed: ALLOWED.ip }]),
];

/** @throws Refusal TOO_MANY_REQUESTS when an address or a network has tried too often within the window. */
export async function refuseTooManyAttempts(kind: AttemptKind, email: string, ipAddress: string | null): Promise<void> {
  const used = await Promise.all(
    keysOf(kind, email, ipAddress).map(async ({ key, allowed }) => (await countFailures(key)) >= allowed),
  );
  if (!used.includes(true)) return;
  throw new Refusal("TOO_MANY_REQUESTS", `Too many attempts. Try again in ${WINDOW_MINUTES} minutes.`, {
    minutes: WINDOW_MINUTES,
  });
}

/** Counts an attempt against the address and the network. Attempts older than a day are forgotten on the way. */
export async function noteAttempt(kind: AttemptKind, email: string, ipAddress: string | null): Promise<void> {
  await withIdentity(async (db) => {
    await db.delete(signInAttempts).where(lt(signInAttempts.at, new Date(Date.now() - 86_400_000)));
    await db
      .insert(signInAttempts)
      .values(keysOf(kind, email, ipAddress).map(({ key }) => ({ key, succeeded: false })));
  });
}

/** The right password clears the address's wrong ones. */
export const forgetAttempts = (email: string): Promise<void> =>
  withIdentity(async (db) => {
    await db.delete(signInAttempts).where(eq(signInAttempts.key, `password:${email.toLowerCase()}`));
  });

async function countFailures(key: string): Promise<number> {
  const since = new Date(Date.now() - WINDOW_MINUTES * 60_000);
  const [row] = await withIdentity((db) =>
    db
      .select({ failures: count() })
      .from(signInAttempts)
      .where(and(eq(signInAttempts.key, key), eq(signInAttempts.succeeded, false), gt(signInAttempts.at, since))),
  );
  return row?.failures ?? 0;
}

import { and, count, eq, gt, lt } from "drizzle-orm";
import { withIdentity } from "@/db/identity";
import { signInAttempts } from "@/db/schema/identity";
import { Refusal } from "@/server/domain/refusal";

/** Failed attempts allowed inside the window, by what is being guessed. */
const ALLOWED: Readonly<Record<"email" | "ip", number>> = { email: 8, ip: 40 };

export const ATTEMPT_WINDOW_MINUTES = 15;

const windowStart = (): Date => new Date(Date.now() - ATTEMPT_WINDOW_MINUTES * 60_000);

/** Refuses (TOO_MANY_REQUESTS) when an address or a network has failed too often of late. */
export async function refuseTooManyAttempts(email: string, ipAddress: string | null): Promise<void> {
  const failures = await Promise.all([
    countFailures(`email:${email.toLowerCase()}`).then((n) => n >= ALLOWED.email),
    ipAddress === null ? false : countFailures(`ip:${ipAddress}`).then((n) => n >= ALLOWED.ip),
  ]);
  if (!failures.includes(true)) return;
  throw new Refusal(
    "TOO_MANY_REQUESTS",
    `Too many attempts. Wait ${ATTEMPT_WINDOW_MINUTES} minutes, or sign in by e-mail link.`,
    {
      minutes: ATTEMPT_WINDOW_MINUTES,
    },
  );
}

/** Remembers an attempt; a success clears the address's failures. Attempts older than a day are forgotten on the way. */
export async function noteAttempt(email: string, ipAddress: string | null, succeeded: boolean): Promise<void> {
  const key = `email:${email.toLowerCase()}`;
  await withIdentity(async (db) => {
    await db.delete(signInAttempts).where(lt(signInAttempts.at, new Date(Date.now() - 86_400_000)));
    if (succeeded) await db.delete(signInAttempts).where(eq(signInAttempts.key, key));
    else
      await db
        .insert(signInAttempts)
        .values([{ key, succeeded }, ...(ipAddress === null ? [] : [{ key: `ip:${ipAddress}`, succeeded }])]);
  });
}

async function countFailures(key: string): Promise<number> {
  const [row] = await withIdentity((db) =>
    db
      .select({ failures: count() })
      .from(signInAttempts)
      .where(
        and(eq(signInAttempts.key, key), eq(signInAttempts.succeeded, false), gt(signInAttempts.at, windowStart())),
      ),
  );
  return row?.failures ?? 0;
}

import { and, desc, eq, gt, ne } from "drizzle-orm";
import { z } from "zod";
import { withIdentity } from "@/db/identity";
import { authSessions, passwords, users } from "@/db/schema/identity";
import type { Actor } from "@/server/audit/record";
import { Refusal } from "@/server/domain/refusal";
import { line, Locale } from "@/server/input/typed";
import { countAttempt, clearAttempts } from "./limit-attempts";
import { hashPassword, verifyPassword } from "./password";
import { hashSessionToken } from "./session-token";

export const Password = z
  .string()
  .min(12, "A password has at least 12 characters.")
  .max(200, "A password has at most 200 characters.");

export const ChangePassword = z.object({ currentPassword: z.string(), newPassword: Password });

/**
 * Sets a new password after the current one was shown; every other browser is signed out. Wrong
 * ones count as they do at sign-in: an open browser must not be a place to guess at.
 * @throws Refusal INVALID, TOO_MANY_REQUESTS
 */
export async function changePassword(
  { userId, email, ipAddress }: Actor,
  keepSession: string | null,
  input: z.infer<typeof ChangePassword>,
): Promise<void> {
  const [known] = await withIdentity((db) =>
    db.select({ hash: passwords.hash }).from(passwords).where(eq(passwords.userId, userId)),
  );
  // someone who came by a link may have none yet
  if (known) {
    const attempt = await countAttempt("password", email, ipAddress);
    if (!(await verifyPassword(input.currentPassword, known.hash))) throw new Refusal("wrong_password");
    await clearAttempts(attempt);
  }
  const hash = await hashPassword(input.newPassword);
  await withIdentity(async (db) => {
    await db
      .insert(passwords)
      .values({ userId, hash })
      .onConflictDoUpdate({ target: passwords.userId, set: { hash, updatedAt: new Date() } });
    await db
      .delete(authSessions)
      .where(and(eq(authSessions.userId, userId), ne(authSessions.sessionToken, hashSessionToken(keepSession ?? ""))));
  });
}

export const UpdateProfile = z.object({ name: line(120) });

/** The name that colleagues see. */
export const updateProfile = (userId: string, input: z.infer<typeof UpdateProfile>): Promise<void> =>
  withIdentity(async (db) => {
    await db.update(users).set(input).where(eq(users.id, userId));
  });

export const ChooseLanguage = z.object({ locale: Locale });

/**
 * The language in which a person reads the portal is also that of letters to them: those that sign
 * them in come before any page.
 */
export const chooseLanguage = (userId: string, { locale }: z.infer<typeof ChooseLanguage>): Promise<void> =>
  withIdentity(async (db) => {
    await db.update(users).set({ locale }).where(eq(users.id, userId));
  });

/** A browser that is signed in, without the token that opens it. */
export type SignedInBrowser = {
  readonly startedAt: Date;
  readonly userAgent: string | null;
  readonly ipAddress: string | null;
  readonly expires: Date;
};

/** Where the person is signed in now, the newest first. */
export const listBrowsers = (userId: string): Promise<readonly SignedInBrowser[]> =>
  withIdentity((db) =>
    db
      .select({
        startedAt: authSessions.createdAt,
        userAgent: authSessions.userAgent,
        ipAddress: authSessions.ipAddress,
        expires: authSessions.expires,
      })
      .from(authSessions)
      .where(and(eq(authSessions.userId, userId), gt(authSessions.expires, new Date())))
      .orderBy(desc(authSessions.createdAt)),
  );

/** Signs the person out of every browser, this one too. */
export const signOutEverywhere = (userId: string): Promise<void> =>
  withIdentity(async (db) => {
    await db.delete(authSessions).where(eq(authSessions.userId, userId));
  });

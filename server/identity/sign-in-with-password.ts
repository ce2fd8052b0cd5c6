import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { withIdentity } from "@/db/identity";
import { authSessions, passwords, users } from "@/db/schema/identity";
import { Refusal } from "@/server/domain/refusal";
import { countAttempt, forgetAttempts } from "./limit-attempts";
import { isPassword } from "./password";

export const SESSION_DAYS = 14;

/** What the browser keeps: the token of a row in auth_sessions; deleting the row revokes it. */
export type BrowserSession = { readonly sessionToken: string; readonly expires: Date };

export type SignInRequest = {
  readonly email: string;
  readonly password: string;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
};

/**
 * Opens a browser session for an e-mail address and its password.
 * @throws Refusal UNAUTHENTICATED (one sentence for every reason), TOO_MANY_REQUESTS
 */
export async function signInWithPassword(request: SignInRequest): Promise<BrowserSession> {
  const attempt = await countAttempt("password", request.email, request.ipAddress);
  const [person] = await withIdentity((db) =>
    db
      .select({ userId: users.id, hash: passwords.hash })
      .from(users)
      .innerJoin(passwords, eq(passwords.userId, users.id))
      .where(eq(sql`lower(${users.email})`, request.email.toLowerCase())),
  );
  const isRight = await isPassword(request.password, person?.hash ?? null);
  if (!person || !isRight)
    throw new Refusal("UNAUTHENTICATED", "This e-mail address and password do not belong together.");
  await forgetAttempts(attempt);
  return openBrowserSession(person.userId, request);
}

/** A new row in auth_sessions with a 256-bit random token. */
export async function openBrowserSession(
  userId: string,
  from: { readonly ipAddress: string | null; readonly userAgent: string | null },
): Promise<BrowserSession> {
  const session = {
    sessionToken: randomBytes(32).toString("base64url"),
    expires: new Date(Date.now() + SESSION_DAYS * 86_400_000),
  };
  await withIdentity((db) =>
    db
      .insert(authSessions)
      .values({ ...session, userId, ipAddress: from.ipAddress, userAgent: from.userAgent?.slice(0, 300) ?? null }),
  );
  return session;
}

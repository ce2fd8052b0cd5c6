import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { withIdentity } from "@/db/identity";
import { authSessions, passwords, users } from "@/db/schema/identity";
import { Refusal } from "@/server/domain/refusal";
import { countAttempt, clearAttempts } from "./limit-attempts";
import { verifyPassword } from "./password";
import { hashSessionToken } from "./session-token";

export const SESSION_DAYS = 14;

/** What the browser keeps: the token of a row in auth_sessions; deleting the row revokes it. */
export type BrowserSession = { readonly sessionToken: string; readonly expires: Date };

/**
 * An address as it is typed: anybody can send anything, and what cannot be one is looked up
 * nowhere.
 */
export const NormalizedEmail = z
  .string()
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.email().max(254));

const Credentials = z.object({ email: NormalizedEmail, password: z.string().min(1).max(200) });

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
  const credentials = Credentials.safeParse(request);
  if (!credentials.success) throw wrongCredentials();
  const { email, password } = credentials.data;
  const attempt = await countAttempt("password", email, request.ipAddress);
  const [person] = await withIdentity((db) =>
    db
      .select({ userId: users.id, hash: passwords.hash })
      .from(users)
      .innerJoin(passwords, eq(passwords.userId, users.id))
      .where(eq(sql`lower(${users.email})`, email)),
  );
  const isRight = await verifyPassword(password, person?.hash ?? null);
  if (!person || !isRight) throw wrongCredentials();
  await clearAttempts(attempt);
  return openBrowserSession(person.userId, request);
}

const wrongCredentials = (): Refusal => new Refusal("wrong_credentials");

/** A new row in auth_sessions with a 256-bit random token. */
export async function openBrowserSession(
  userId: string,
  client: { readonly ipAddress: string | null; readonly userAgent: string | null },
): Promise<BrowserSession> {
  const session = {
    sessionToken: randomBytes(32).toString("base64url"),
    expires: new Date(Date.now() + SESSION_DAYS * 86_400_000),
  };
  await withIdentity((db) =>
    db.insert(authSessions).values({
      ...session,
      sessionToken: hashSessionToken(session.sessionToken),
      userId,
      ipAddress: client.ipAddress,
      userAgent: client.userAgent?.slice(0, 300) ?? null,
    }),
  );
  return session;
}

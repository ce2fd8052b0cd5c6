/**
 * Sign-in: next-auth over our own tables. Sessions live in the database, so that they can be
 * revoked (ADR 0007).
 */
import NextAuth from "next-auth";
import { Refusal } from "@/server/domain/refusal";
import { authSecret, env } from "@/server/env";
import { authAdapter } from "@/server/identity/auth-adapter";
import { clientAddress } from "@/server/identity/client-address";
import { countAttempt } from "@/server/identity/limit-attempts";
import { SESSION_DAYS, NormalizedEmail } from "@/server/identity/sign-in-with-password";
import { logFor } from "@/server/log";
import { sendSignInLink } from "@/server/mail/send-sign-in-link";

const log = logFor("sign-in");

/**
 * What it wraps (`cause.err`) is a fault of ours, the database's mostly; all else complains of
 * requests, which anybody can send.
 */
function logAuthError(error: Error): void {
  const { cause } = error;
  const wrapped = typeof cause === "object" && cause !== null && "err" in cause ? cause.err : null;
  const type = "type" in error ? error.type : error.name;
  if (wrapped === null || wrapped instanceof Refusal) log.warn({ type }, wrapped?.message ?? error.message);
  else log.error({ err: wrapped, type }, "Sign-in failed");
}

const isHttps = (): boolean => env().PUBLIC_URL.startsWith("https:");

/**
 * The browser session's cookie; server actions that open a session themselves set it with these
 * attributes.
 */
export const sessionCookie = (): {
  name: string;
  options: { httpOnly: true; sameSite: "lax"; path: "/"; secure: boolean };
} => ({
  name: isHttps() ? "__Secure-corrente.session" : "corrente.session",
  options: { httpOnly: true, sameSite: "lax", path: "/", secure: isHttps() },
});

const LINK_MINUTES = 15;

/**
 * Of next-auth's addresses never the host: a request's Host header, which anybody can write, must
 * lead nobody elsewhere.
 */
const withoutHost = (url: string): URL => new URL(url, "http://portal.test");

const pathOf = (url: string): string => {
  const { pathname, search } = withoutHost(url);
  return pathname.replace(/^\/+/, "/") + search;
};

export const { handlers, auth, signIn, signOut } = NextAuth(() => ({
  adapter: authAdapter,
  secret: authSecret(),
  trustHost: true,
  session: { strategy: "database", maxAge: SESSION_DAYS * 86_400 },
  cookies: { sessionToken: sessionCookie() },
  // by the address that browsers use, not by what a proxy says of a request
  useSecureCookies: isHttps(),
  logger: {
    error: logAuthError,
    warn: (code) => log.warn({ code }, "Next-auth warns"),
  },
  pages: { signIn: "/sign-in", verifyRequest: "/sign-in/check-mail", error: "/sign-in" },
  providers: [
    {
      id: "email",
      type: "email",
      name: "E-mail link",
      from: env().MAIL_FROM,
      maxAge: LINK_MINUTES * 60,
      normalizeIdentifier: (identifier) => NormalizedEmail.parse(identifier),
      // counted here and not in the form alone: next-auth's own address takes a request without it
      sendVerificationRequest: async ({ identifier, url, request }) => {
        await countAttempt("link", identifier, clientAddress(request.headers));
        // to a page with a button, which asks next-auth's own address
        // (app/(public)/sign-in/confirm)
        const link = `${env().PUBLIC_URL}/sign-in/confirm${withoutHost(url).search}`;
        await sendSignInLink({ to: identifier, url: link, minutes: LINK_MINUTES });
      },
    },
  ],
  callbacks: {
    redirect: ({ url }) => pathOf(url),
    // built by hand: returning the session as it is would show the whole row at /api/auth/session
    session: ({ session, user }) => ({
      expires: session.expires,
      user: { id: user.id, name: user.name ?? null, email: user.email },
    }),
  },
}));

/**
 * Whether a browser session is one. next-auth answers "nobody" also while the database is away;
 * this distinguishes the two.
 * @throws what the database throws
 */
export const isBrowserSession = async (token: string): Promise<boolean> =>
  Boolean(await authAdapter.getSessionAndUser?.(token));

export { clientAddress } from "@/server/identity/client-address";
export { refuseTooManyAttempts } from "@/server/identity/limit-attempts";
export { signInWithPassword, NormalizedEmail as TypedAddress } from "@/server/identity/sign-in-with-password";

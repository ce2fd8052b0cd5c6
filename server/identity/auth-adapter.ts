import type { Adapter, AdapterUser } from "next-auth/adapters";
import { and, eq, sql } from "drizzle-orm";
import { withIdentity } from "@/db/identity";
import { authSessions, users, verificationTokens } from "@/db/schema/identity";
import { hashSessionToken } from "./session-token";

/**
 * What next-auth asks of our tables: e-mail links and browser sessions. People are made by
 * invitation, never by signing in.
 */
export const authAdapter: Adapter = {
  createUser: () => Promise.reject(new Error("people join by invitation")),
  getUser: (id) => findUser(eq(users.id, id)),
  getUserByEmail: (email) => findUser(eq(sql`lower(${users.email})`, email.toLowerCase())),
  getUserByAccount: () => Promise.resolve(null),
  linkAccount: () => Promise.resolve(undefined),
  updateUser: async (change) => {
    if (change.emailVerified) {
      await withIdentity((db) =>
        db
          .update(users)
          .set({ emailVerified: change.emailVerified ?? null })
          .where(eq(users.id, change.id)),
      );
    }
    const person = await findUser(eq(users.id, change.id));
    if (!person) throw new Error("this person no longer exists");
    return person;
  },
  createSession: async ({ sessionToken, userId, expires }) => {
    await withIdentity((db) =>
      db.insert(authSessions).values({ sessionToken: hashSessionToken(sessionToken), userId, expires }),
    );
    return { sessionToken, userId, expires };
  },
  getSessionAndUser: async (sessionToken) => {
    const [row] = await withIdentity((db) =>
      db
        .select({ session: authSessions, user: users })
        .from(authSessions)
        .innerJoin(users, eq(users.id, authSessions.userId))
        .where(eq(authSessions.sessionToken, hashSessionToken(sessionToken))),
    );
    if (!row) return null;
    const { userId, expires } = row.session;
    return { session: { sessionToken, userId, expires }, user: asAdapterUser(row.user) };
  },
  updateSession: async ({ sessionToken, expires }) => {
    if (expires)
      await withIdentity((db) =>
        db
          .update(authSessions)
          .set({ expires })
          .where(eq(authSessions.sessionToken, hashSessionToken(sessionToken))),
      );
    return null;
  },
  deleteSession: async (sessionToken) => {
    await withIdentity((db) =>
      db.delete(authSessions).where(eq(authSessions.sessionToken, hashSessionToken(sessionToken))),
    );
  },
  createVerificationToken: async (token) => {
    await withIdentity((db) => db.insert(verificationTokens).values(token));
    return token;
  },
  useVerificationToken: async ({ identifier, token }) => {
    const [used] = await withIdentity((db) =>
      db
        .delete(verificationTokens)
        .where(and(eq(verificationTokens.identifier, identifier), eq(verificationTokens.token, token)))
        .returning(),
    );
    return used ?? null;
  },
};

async function findUser(where: ReturnType<typeof eq>): Promise<AdapterUser | null> {
  const [row] = await withIdentity((db) => db.select().from(users).where(where));
  return row ? asAdapterUser(row) : null;
}

const asAdapterUser = (row: typeof users.$inferSelect): AdapterUser => ({
  id: row.id,
  email: row.email,
  name: row.name,
  emailVerified: row.emailVerified,
});

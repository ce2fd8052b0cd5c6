import { bigint, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { instant, locale } from "./columns";

/**
 * A person who can sign in. People belong to operators by membership; they are not rows of any
 * tenant.
 */
export const users = pgTable(
  "users",
  {
    id: uuid().primaryKey().defaultRandom(),
    email: text().notNull(),
    name: text(),
    locale: locale(),
    emailVerified: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [uniqueIndex("users_email_key").on(sql`lower(${t.email})`)],
);

/** argon2id hashes, kept apart from users so that no user row ever carries one to a screen. */
export const passwords = pgTable("passwords", {
  userId: uuid()
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  hash: text().notNull(),
  updatedAt: instant().notNull().defaultNow(),
});

/**
 * Sign-in sessions; deleting a row revokes it at once. Of the token only its sha256 is kept
 * (server/identity/session-token.ts).
 */
export const authSessions = pgTable(
  "auth_sessions",
  {
    sessionToken: text().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    expires: instant().notNull(),
    createdAt: instant().notNull().defaultNow(),
    userAgent: text(),
    ipAddress: text(),
  },
  (t) => [index("auth_sessions_user").on(t.userId)],
);

/** One-time tokens of e-mail sign-in links. */
export const verificationTokens = pgTable(
  "verification_tokens",
  { identifier: text().notNull(), token: text().notNull(), expires: instant().notNull() },
  (t) => [primaryKey({ columns: [t.identifier, t.token] })],
);

/**
 * Attempts at signing in that came to nothing (so far), by key ("password:…", "link:…", "ip:…"), to
 * limit guessing.
 */
export const signInAttempts = pgTable(
  "sign_in_attempts",
  {
    id: bigint({ mode: "bigint" }).primaryKey().generatedAlwaysAsIdentity(),
    key: text().notNull(),
    at: instant().notNull().defaultNow(),
  },
  (t) => [index("sign_in_attempts_key_at").on(t.key, t.at)],
);

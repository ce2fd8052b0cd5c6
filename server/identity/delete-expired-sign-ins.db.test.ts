import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { withIdentity } from "@/db/identity";
import { authSessions, users, verificationTokens } from "@/db/schema/identity";
import { deleteExpiredSignIns } from "./delete-expired-sign-ins";

const HOUR_MS = 3_600_000;

test("expired sessions and links are deleted, valid ones stay", async () => {
  const email = `${randomUUID()}@people.test`;
  const at = (hours: number) => new Date(Date.now() + hours * HOUR_MS);
  const userId = await withIdentity(async (db) => {
    const [person] = await db.insert(users).values({ email }).returning({ id: users.id });
    const id = person?.id ?? "";
    for (const hours of [-1, 1]) {
      await db.insert(authSessions).values({ userId: id, sessionToken: randomUUID(), expires: at(hours) });
      await db.insert(verificationTokens).values({ identifier: email, token: randomUUID(), expires: at(hours) });
    }
    return id;
  });
  await deleteExpiredSignIns();
  const left = await withIdentity(async (db) => [
    ...(await db.select({ expires: authSessions.expires }).from(authSessions).where(eq(authSessions.userId, userId))),
    ...(await db
      .select({ expires: verificationTokens.expires })
      .from(verificationTokens)
      .where(eq(verificationTokens.identifier, email))),
  ]);
  expect(left.map(({ expires }) => expires > new Date())).toEqual([true, true]);
});

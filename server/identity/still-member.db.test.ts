import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { withIdentity } from "@/db/identity";
import { withPlatform } from "@/db/platform";
import { authSessions, users } from "@/db/schema/identity";
import { memberships, operators } from "@/db/schema/operators";
import { authAdapter } from "./auth-adapter";
import { signOutEverywhere } from "./people";
import { openBrowserSession } from "./sign-in-with-password";
import { isStillMember } from "./still-member";

let slug: string;
let tenantId: string;
let userId: string;
let token: string;

beforeEach(async () => {
  slug = `listened-${randomUUID()}`;
  tenantId = await insertOperator(slug);
  userId = await insertUser();
  await withPlatform("a test hires someone", (db) =>
    db.insert(memberships).values({ tenantId, userId, role: "viewer" }),
  );
  token = (await openBrowserSession(userId, { ipAddress: null, userAgent: null })).sessionToken;
});

test("the token itself is not in the database", async () => {
  const rows = await withIdentity((db) => db.select().from(authSessions).where(eq(authSessions.userId, userId)));
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(token);
  expect(await authAdapter.getSessionAndUser?.(token)).toMatchObject({
    session: { sessionToken: token },
    user: { id: userId },
  });
});

test("next-auth's own sessions, of people who came by a link, are kept and ended the same way", async () => {
  const sessionToken = randomUUID();
  await authAdapter.createSession?.({ sessionToken, userId, expires: new Date(Date.now() + 60_000) });
  expect(await isStillMember(sessionToken, slug)).toBe(true);
  const expires = new Date(Date.now() + 120_000);
  await authAdapter.updateSession?.({ sessionToken, expires });
  expect(await authAdapter.getSessionAndUser?.(sessionToken)).toMatchObject({ session: { expires } });
  await authAdapter.deleteSession?.(sessionToken);
  expect(await isStillMember(sessionToken, slug)).toBe(false);
  expect(await isStillMember(token, slug)).toBe(true);
});

test("a member with a browser session may open the live stream of their own operator only", async () => {
  const elsewhere = `elsewhere-${randomUUID()}`;
  await insertOperator(elsewhere);
  expect(await isStillMember(token, slug)).toBe(true);
  expect(await isStillMember(token, elsewhere)).toBe(false);
});

test("no longer once the session is revoked", async () => {
  await signOutEverywhere(userId);
  expect(await isStillMember(token, slug)).toBe(false);
});

test("no longer once the session has expired", async () => {
  await withIdentity((db) =>
    db
      .update(authSessions)
      .set({ expires: new Date(Date.now() - 1) })
      .where(eq(authSessions.userId, userId)),
  );
  expect(await isStillMember(token, slug)).toBe(false);
});

test("no longer once the person has left the team", async () => {
  await withPlatform("a test dismisses someone", (db) =>
    db.delete(memberships).where(and(eq(memberships.userId, userId), eq(memberships.tenantId, tenantId))),
  );
  expect(await isStillMember(token, slug)).toBe(false);
});

async function insertOperator(name: string): Promise<string> {
  const id = randomUUID();
  await withPlatform("a test founds an operator", (db) =>
    db.insert(operators).values({ id, slug: name, name, timeZone: "UTC", currency: "EUR" }),
  );
  return id;
}

async function insertUser(): Promise<string> {
  const id = randomUUID();
  await withIdentity((db) => db.insert(users).values({ id, email: `${id}@team.test`, name: "Ana" }));
  return id;
}

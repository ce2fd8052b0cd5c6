import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { errorCode } from "./error-code";
import { withIdentity } from "./identity";
import { withPlatform } from "./platform";
import { authSessions, users } from "./schema/identity";
import { writeTenant } from "./tenant";

const SECRET = "a-token-that-opens-a-session";

const failed = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => new Error("it did not fail"),
    (error: unknown) => error as Error,
  );

test.each([
  ["a person's sign-in", () => withIdentity((db) => db.insert(authSessions).values(orphanSession()))],
  [
    "an operator's transaction",
    () => writeTenant(randomUUID(), (db) => db.insert(authSessions).values(orphanSession())),
  ],
  [
    "a look across operators",
    () => withPlatform("a test fails", (db) => db.insert(authSessions).values(orphanSession())),
  ],
  ["plain SQL", () => withIdentity((db) => db.execute(sql`select no_such_thing(${SECRET}::text)`))],
])("a statement that fails in %s names the statement and none of its values", async (_, run) => {
  const error = await failed(run());
  expect(error.message).toMatch(/^Failed query: /);
  expect(inspect(error, { depth: 9 })).not.toContain(SECRET);
  expect(error.stack).toContain("\n    at ");
  expect(errorCode(error.cause)).not.toBe("");
});

test("a row that a check refuses is not quoted", async () => {
  const locale = "xx" as "en";
  const person = { email: `${SECRET}@people.test`, name: SECRET, locale };
  const error = await failed(
    withIdentity((db) => db.insert(users).values({ ...person, email: null as unknown as string })),
  );
  expect(errorCode(error.cause)).toBe("23502");
  expect(inspect(error, { depth: 9, showHidden: false })).not.toContain(SECRET);
});

const orphanSession = () => ({ sessionToken: SECRET, userId: randomUUID(), expires: new Date() });

import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { signInWithPassword } from "./sign-in-with-password";
import { withIdentity } from "@/db/identity";
import { passwords, users } from "@/db/schema/identity";
import { countAttempt } from "./limit-attempts";
import { hashPassword } from "./password";
import { changePassword } from "./people";

const statusesOf = (results: readonly PromiseSettledResult<unknown>[]) =>
  results.map((result) =>
    result.status === "fulfilled" ? "in" : String(Reflect.get(result.reason as object, "status")),
  );

const insertUser = async () => {
  const email = `${randomUUID()}@people.test`;
  const hash = await hashPassword("correct-horse-1");
  const userId = await withIdentity(async (db) => {
    const [person] = await db.insert(users).values({ email, name: "Rui" }).returning({ id: users.id });
    if (!person) throw new Error("nobody");
    await db.insert(passwords).values({ userId: person.id, hash });
    return person.id;
  });
  const signIn = (password: string, ipAddress: string | null = null) =>
    signInWithPassword({ email, password, ipAddress, userAgent: null });
  const change = (currentPassword: string, newPassword: string) =>
    changePassword({ userId, name: "Rui", email, ipAddress: null }, null, { currentPassword, newPassword });
  return { email, signIn, change };
};

test("guesses sent all at once are counted as if they came one after the other", async () => {
  const { signIn } = await insertUser();
  const statuses = statusesOf(
    await Promise.allSettled(Array.from({ length: 20 }, (_, index) => signIn(`guess-number-${index}`))),
  );
  expect(statuses.filter((status) => status === "UNAUTHENTICATED")).toHaveLength(8);
  expect(statuses.filter((status) => status === "TOO_MANY_REQUESTS")).toHaveLength(12);
  await expect(signIn("correct-horse-1")).rejects.toMatchObject({ status: "TOO_MANY_REQUESTS" });
});

test("a right password counts neither against the address nor against the network", async () => {
  const { signIn } = await insertUser();
  const network = randomUUID();
  for (let turn = 0; turn < 45; turn++) await signIn("correct-horse-1", network);
  const wrong = statusesOf(await Promise.allSettled(Array.from({ length: 7 }, () => signIn("wrong-horse-12"))));
  expect(new Set(wrong)).toEqual(new Set(["UNAUTHENTICATED"]));
  await signIn("correct-horse-1");
  await expect(signIn("wrong-horse-12")).rejects.toMatchObject({ status: "UNAUTHENTICATED" });
});

test("guesses from another network do not lock out a person where they are signed in", async () => {
  const { signIn } = await insertUser();
  const [home, elsewhere] = [randomUUID(), randomUUID()];
  await signIn("correct-horse-1", home);
  const guesses = Array.from({ length: 12 }, (_, index) => signIn(`guess-number-${index}`, elsewhere));
  expect(statusesOf(await Promise.allSettled(guesses)).filter((status) => status === "UNAUTHENTICATED")).toHaveLength(
    8,
  );
  await expect(signIn("correct-horse-1", randomUUID())).rejects.toMatchObject({ status: "TOO_MANY_REQUESTS" });
  expect(await signIn("correct-horse-1", home)).toHaveProperty("sessionToken");
  // and signing in at home gives the other network no more guesses
  await expect(signIn("guess-number-13", elsewhere)).rejects.toMatchObject({ status: "TOO_MANY_REQUESTS" });
});

test("nobody may guess at home for ever either", async () => {
  const { signIn } = await insertUser();
  const home = randomUUID();
  await signIn("correct-horse-1", home);
  const guesses = Array.from({ length: 12 }, (_, index) => signIn(`guess-number-${index}`, home));
  expect(statusesOf(await Promise.allSettled(guesses)).filter((status) => status === "TOO_MANY_REQUESTS")).toHaveLength(
    4,
  );
});

test.each([
  ["a password of a megabyte", "ana@people.test", "x".repeat(1_000_000)],
  ["an address of a megabyte", `${"x".repeat(1_000_000)}@people.test`, "correct-horse-1"],
  ["a NUL", "ana\0@people.test", "correct-horse-1"],
  ["no text at all", { toLowerCase: "ana" } as unknown as string, "correct-horse-1"],
])("%s is refused like any that does not belong", async (_, email, password) => {
  await expect(signInWithPassword({ email, password, ipAddress: null, userAgent: null })).rejects.toMatchObject({
    status: "UNAUTHENTICATED",
  });
});

test("who sits at an open browser may not guess the current password more often than at sign-in", async () => {
  const { change, signIn } = await insertUser();
  const guesses = Array.from({ length: 12 }, (_, index) => change(`guess-number-${index}`, "battery-staple-1"));
  const statuses = statusesOf(await Promise.allSettled(guesses));
  expect(statuses.filter((status) => status === "INVALID")).toHaveLength(8);
  expect(statuses.filter((status) => status === "TOO_MANY_REQUESTS")).toHaveLength(4);
  await expect(change("correct-horse-1", "battery-staple-1")).rejects.toMatchObject({ status: "TOO_MANY_REQUESTS" });
  await expect(signIn("correct-horse-1")).rejects.toMatchObject({ status: "TOO_MANY_REQUESTS" });
});

test("the right current password changes it and clears the wrong guesses before it", async () => {
  const { change, signIn } = await insertUser();
  for (let turn = 0; turn < 7; turn++) await change("wrong-horse-12", "battery-staple-1").catch(() => {});
  await change("correct-horse-1", "battery-staple-1");
  for (let turn = 0; turn < 7; turn++) await change("wrong-horse-12", "other-staple-12").catch(() => {});
  expect(await signIn("battery-staple-1")).toHaveProperty("sessionToken");
});

test("a network that tries many addresses has to wait, another one does not", async () => {
  const [network, other] = [randomUUID(), randomUUID()];
  const attempts = Array.from({ length: 60 }, () => countAttempt("link", `${randomUUID()}@people.test`, network));
  expect(statusesOf(await Promise.allSettled(attempts)).filter((status) => status === "in")).toHaveLength(40);
  await countAttempt("link", `${randomUUID()}@people.test`, other);
});

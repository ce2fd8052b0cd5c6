/**
 * Every procedure of the portal: who is refused. A new procedure is in this test by itself; one
 * without a right must be named here.
 */
import { randomUUID } from "node:crypto";
import { TRPCError } from "@trpc/server";
import { beforeAll, describe, expect, test } from "vitest";
import { withIdentity } from "@/db/identity";
import { withPlatform } from "@/db/platform";
import { users } from "@/db/schema/identity";
import { memberships, operators } from "@/db/schema/operators";
import { appRouter, createCaller } from "@/server/app-router";
import type { Actor } from "@/server/audit/record";
import { may, RIGHTS, type Right } from "@/server/domain/access/may";
import { ROLES, type Role } from "@/server/domain/access/role";

/** What belongs to no operator: open to anyone, or to any signed-in person about themselves. */
const WITHOUT_RIGHT: Readonly<Record<string, "anyone" | "person">> = {
  "identity.browsers": "person",
  "identity.changePassword": "person",
  "identity.chooseLanguage": "person",
  "identity.me": "person",
  "identity.signOutEverywhere": "person",
  "identity.updateProfile": "person",
  "operators.acceptInvitation": "anyone",
  "operators.readInvitation": "anyone",
};

type Procedure = { readonly path: string; readonly right: Right | null };

/** tRPC types the record by router; at run time it is flat, by path. */
const registered: Readonly<Record<string, unknown>> = appRouter._def.procedures;

const procedures: readonly Procedure[] = Object.entries(registered).map(([path, procedure]) => {
  const { meta } = (procedure as { _def: { meta?: { right?: Right } } })._def;
  return { path, right: meta?.right ?? null };
});
const guarded = procedures.filter((procedure): procedure is Procedure & { right: Right } => procedure.right !== null);

const slug = `refusals-${randomUUID()}`;
const people = new Map<Role | "stranger", Actor>();

beforeAll(async () => {
  const tenantId = await insertOperator(slug);
  const elsewhere = await insertOperator(`elsewhere-${slug}`);
  for (const role of ROLES) people.set(role, await insertMember(tenantId, role));
  people.set("stranger", await insertMember(elsewhere, "owner"));
});

test("every procedure asks for a right, or is named as one that needs none", () => {
  const open = procedures.filter(({ right }) => right === null).map(({ path }) => path);
  expect(open.toSorted()).toEqual(Object.keys(WITHOUT_RIGHT).toSorted());
  expect(guarded.length).toBeGreaterThan(30);
});

/** Rights that a file download asks for (app/api/export), which is no procedure. */
const RIGHTS_OF_DOWNLOADS: readonly Right[] = ["session:export"];

test("every right is asked for, by a procedure or by a download", () => {
  const requiredRights = new Set(guarded.map(({ right }) => right));
  expect(RIGHTS.filter((right) => !requiredRights.has(right))).toEqual(RIGHTS_OF_DOWNLOADS);
});

describe.each(guarded)("$path ($right)", ({ path, right }) => {
  test("is refused to someone who is not signed in", async () => {
    expect(await answer(path, null)).toBe("UNAUTHORIZED");
  });

  test("does not exist for the owner of another operator", async () => {
    expect(await answer(path, "stranger")).toBe("NOT_FOUND");
  });

  test.each(ROLES.filter((role) => !may(role, right)))("is refused to the role %s", async (role) => {
    expect(await answer(path, role)).toBe("FORBIDDEN");
  });

  test.each(ROLES.filter((role) => may(role, right)))("is open to the role %s", async (role) => {
    // no input is given: whatever the use case makes of that, it is not the guard that answers
    expect(["UNAUTHORIZED", "FORBIDDEN"]).not.toContain(await answer(path, role));
  });
});

test.each(Object.entries(WITHOUT_RIGHT).filter(([, whom]) => whom === "person"))(
  "%s is refused to someone who is not signed in",
  async (path) => {
    expect(await answer(path, null)).toBe("UNAUTHORIZED");
  },
);

/** Calls a procedure without input; the code of its refusal, or "ok". */
async function answer(path: string, who: Role | "stranger" | null): Promise<string> {
  const actor = who === null ? null : (people.get(who) ?? null);
  const caller: unknown = createCaller({ actor, operatorSlug: slug, browserSession: null });
  const procedure = path.split(".").reduce((node, name) => (node as Record<string, unknown>)[name], caller) as (
    input?: unknown,
  ) => Promise<unknown>;
  return procedure(undefined).then(
    () => "ok",
    (error: unknown) => (error instanceof TRPCError ? error.code : String(error)),
  );
}

async function insertOperator(name: string): Promise<string> {
  const [row] = await withPlatform("a test founds an operator", (db) =>
    db.insert(operators).values({ slug: name, name, timeZone: "UTC", currency: "EUR" }).returning({ id: operators.id }),
  );
  if (!row) throw new Error("the operator was not stored");
  return row.id;
}

async function insertMember(tenantId: string, role: Role): Promise<Actor> {
  const email = `${role}-${randomUUID()}@team.test`;
  const [user] = await withIdentity((db) => db.insert(users).values({ email, name: role }).returning({ id: users.id }));
  if (!user) throw new Error("the person was not stored");
  await withPlatform("a test hires someone", (db) =>
    db.insert(memberships).values({ tenantId, userId: user.id, role }),
  );
  return { userId: user.id, name: role, email, ipAddress: null };
}

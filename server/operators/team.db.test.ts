import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { withIdentity } from "@/db/identity";
import { users } from "@/db/schema/identity";
import { invitations, memberships } from "@/db/schema/operators";
import { emailDeliveries } from "@/db/schema/email-deliveries";
import { readTenant, writeTenant } from "@/db/tenant";
import { type FreshTenant, freshTenant } from "@/db/testing/fresh-tenant";
import { acceptInvitation } from "./accept-invitation";
import { changeRole, removeMember } from "./change-role";
import { inviteMember } from "./invite-member";
import { revokeInvitation } from "./revoke-invitation";

const member = async (tenant: FreshTenant, role: "owner" | "viewer"): Promise<string> => {
  const email = `${randomUUID()}@people.test`;
  const [person] = await withIdentity((db) =>
    db.insert(users).values({ email, name: "Ana" }).returning({ id: users.id }),
  );
  if (!person) throw new Error("nobody");
  await writeTenant(tenant.tenantId, (db) =>
    db.insert(memberships).values({ tenantId: tenant.tenantId, userId: person.id, role }),
  );
  return person.id;
};

const owners = (tenant: FreshTenant) =>
  readTenant(tenant.tenantId, (db) =>
    db.$count(memberships, and(eq(memberships.tenantId, tenant.tenantId), eq(memberships.role, "owner"))),
  );

/** The token in the letter, as the invited person has it. */
const invite = async (tenant: FreshTenant, email: string) => {
  const actor = { userId: await member(tenant, "owner"), name: "Ana", email: "ana@operator.test", ipAddress: null };
  const { invitationId } = await writeTenant(tenant.tenantId, (db) =>
    inviteMember(db, actor, { email, role: "viewer" }),
  );
  const [delivery] = await readTenant(tenant.tenantId, (db) =>
    db.select().from(emailDeliveries).where(eq(emailDeliveries.subjectId, invitationId)),
  );
  const token =
    String(Reflect.get(delivery?.props as object, "url"))
      .split("/")
      .at(-1) ?? "";
  return { invitationId, token };
};

test("two owners who step down at the same moment leave one", async () => {
  const tenant = await freshTenant();
  const both = [await member(tenant, "owner"), await member(tenant, "owner")];
  const attempts = both.map((userId) =>
    writeTenant(tenant.tenantId, async (db) => {
      await changeRole(db, { userId, role: "viewer" });
      await new Promise((resolve) => setTimeout(resolve, 100)); // the other one is at it too
    }),
  );
  const results = await Promise.allSettled(attempts);
  expect(results.filter(({ status }) => status === "rejected")).toHaveLength(1);
  expect(await owners(tenant)).toBe(1);
});

test("the last owner can neither leave nor be removed", async () => {
  const tenant = await freshTenant();
  const userId = await member(tenant, "owner");
  await member(tenant, "viewer");
  await expect(writeTenant(tenant.tenantId, (db) => removeMember(db, { userId }))).rejects.toMatchObject({
    status: "CONFLICT",
  });
  await expect(writeTenant(tenant.tenantId, (db) => changeRole(db, { userId, role: "finance" }))).rejects.toMatchObject(
    { status: "CONFLICT" },
  );
});

test("an invitation joins the team once, and an account is made once, however often the button is pressed", async () => {
  const tenant = await freshTenant();
  const email = `${randomUUID()}@people.test`;
  const { token } = await invite(tenant, email);
  const accept = () => acceptInvitation({ token, name: "Nuno", password: "a-long-password" }, null);
  const results = await Promise.allSettled([accept(), accept(), accept()]);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const refusals = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  for (const refusal of refusals) expect(refusal).toMatchObject({ name: "Refusal" });
});

test("a new member gets e-mails in the language of the invitation page", async () => {
  const email = `${randomUUID()}@people.test`;
  const { token } = await invite(await freshTenant(), email);
  await acceptInvitation({ token, name: "Nuno", password: "a-long-password", locale: "pt" }, null);
  expect(await withIdentity((db) => db.select().from(users).where(eq(users.email, email)))).toMatchObject([
    { locale: "pt" },
  ]);
});

test("someone who has an account joins only when signed in as that person, and keeps the password", async () => {
  const tenant = await freshTenant();
  const email = `${randomUUID()}@people.test`;
  const [known] = await withIdentity((db) =>
    db.insert(users).values({ email, name: "Eva" }).returning({ id: users.id }),
  );
  const { token } = await invite(tenant, email);
  const input = { token, name: "Somebody else", password: "a-long-password" };
  await expect(acceptInvitation(input, null)).rejects.toMatchObject({ status: "UNAUTHENTICATED" });
  await expect(acceptInvitation(input, await member(tenant, "viewer"))).rejects.toMatchObject({
    status: "UNAUTHENTICATED",
  });
  expect(await acceptInvitation(input, known?.id ?? null)).toEqual({ slug: tenant.slug });
  const [after] = await withIdentity((db) => db.select().from(users).where(eq(users.email, email)));
  expect(after?.name).toBe("Eva");
});

test("an invitation that was taken back opens nothing", async () => {
  const tenant = await freshTenant();
  const { token, invitationId } = await invite(tenant, `${randomUUID()}@people.test`);
  await writeTenant(tenant.tenantId, (db) => revokeInvitation(db, { invitationId }));
  await expect(acceptInvitation({ token, name: "Nuno", password: "a-long-password" }, null)).rejects.toMatchObject({
    status: "NOT_FOUND",
  });
  const open = await readTenant(tenant.tenantId, (db) => db.$count(invitations, eq(invitations.id, invitationId)));
  expect(open).toBe(1);
});

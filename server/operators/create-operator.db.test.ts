import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { users } from "@/db/schema/identity";
import { memberships, operators } from "@/db/schema/operators";
import { auditEntries } from "@/db/schema/audit-entries";
import { emailDeliveries } from "@/db/schema/email-deliveries";
import { withPlatform } from "@/db/platform";
import { readTenant } from "@/db/tenant";
import { acceptInvitation } from "./accept-invitation";
import { CreateOperator, createOperator } from "./create-operator";

const facts = () => {
  const slug = `founded-${randomUUID().slice(0, 8)}`;
  return CreateOperator.parse({
    name: "Ribeira Charge",
    slug,
    owner: `Owner@${slug}.test`,
    timeZone: "Europe/Lisbon",
    currency: "EUR",
    locale: "pt",
  });
};

const accept = ({ url }: { url: string }, name = "Ana Ribeira") =>
  acceptInvitation({ token: url.split("/").at(-1) ?? "", name, password: "a long password" }, null);

const idOf = async (slug: string): Promise<string> => {
  const [row] = await withPlatform("look at a founded operator", (db) =>
    db.select({ id: operators.id }).from(operators).where(eq(operators.slug, slug)),
  );
  return row?.id ?? "";
};

test("the owner of a founded operator comes in by the link, which also goes out as a letter", async () => {
  const input = facts();
  expect(await accept(await createOperator(input))).toEqual({ slug: input.slug });
  await readTenant(await idOf(input.slug), async (db) => {
    const team = await db
      .select({ email: users.email, role: memberships.role })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId));
    expect(team).toEqual([{ email: input.owner, role: "owner" }]);
    expect(await db.select().from(emailDeliveries)).toMatchObject([{ recipient: input.owner, locale: "pt" }]);
    const actions = await db.select({ action: auditEntries.action }).from(auditEntries);
    expect(actions.map(({ action }) => action)).toEqual(["operators.found", "operators.acceptInvitation"]);
  });
});

test("founded again while nobody has joined, it is the same operator, and only the newest link opens it", async () => {
  const input = facts();
  const first = await createOperator(input);
  const second = await createOperator(input);
  await expect(accept(first)).rejects.toMatchObject({ status: "NOT_FOUND" });
  expect(await accept(second)).toEqual({ slug: input.slug });
});

test("an operator that somebody belongs to is not founded again", async () => {
  const input = facts();
  await accept(await createOperator(input));
  await expect(createOperator({ ...input, owner: "stranger@elsewhere.test" })).rejects.toMatchObject({
    status: "CONFLICT",
  });
});

test("a slug is a word of an address that the portal does not use itself", () => {
  for (const slug of ["api", "sign-in", "invitation", "Ribeira", "ribeira charge", "-ribeira", ""])
    expect(CreateOperator.shape.slug.safeParse(slug).success).toBe(false);
  expect(CreateOperator.shape.slug.safeParse("ribeira-charge-2").success).toBe(true);
});

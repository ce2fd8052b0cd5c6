import { eq } from "drizzle-orm";
import { passwords, users } from "@/db/schema/identity";
import { memberships, operators } from "@/db/schema/operators";
import { withIdentity } from "@/db/identity";
import { withPlatform } from "@/db/platform";
import { hashPassword } from "@/server/identity/password";
import type { Role } from "@/server/domain/access/role";

export const DEMO_PASSWORD = "corrente-demo";

/** The team of the demo operator, one of each role; all share the demo password. */
export const DEMO_TEAM: readonly { readonly email: string; readonly name: string; readonly role: Role }[] = [
  { email: "owner@demo.corrente.test", name: "Demo Owner", role: "owner" },
  { email: "operator@demo.corrente.test", name: "Demo Operator", role: "operator" },
  { email: "tariffs@demo.corrente.test", name: "Demo Tariff Manager", role: "tariff_manager" },
  { email: "finance@demo.corrente.test", name: "Demo Finance", role: "finance" },
  { email: "technician@demo.corrente.test", name: "Demo Technician", role: "technician" },
  { email: "viewer@demo.corrente.test", name: "Demo Viewer", role: "viewer" },
];

/** The operator of that slug; null when there is none. */
export async function operatorId(slug: string): Promise<string | null> {
  const [row] = await withPlatform("look whether the demo was seeded", (db) =>
    db.select({ id: operators.id }).from(operators).where(eq(operators.slug, slug)),
  );
  return row?.id ?? null;
}

/** A new operator; returns its id. */
export async function seedOperator(operator: typeof operators.$inferInsert): Promise<string> {
  const [row] = await withPlatform("found an operator", (db) =>
    db.insert(operators).values(operator).returning({ id: operators.id }),
  );
  if (!row) throw new Error("the operator was not stored");
  return row.id;
}

/** People who may sign in for an operator. */
export async function seedTeam(tenantId: string, team: typeof DEMO_TEAM): Promise<void> {
  const hash = await hashPassword(DEMO_PASSWORD);
  for (const { email, name, role } of team) {
    const [user] = await withIdentity((db) =>
      db.insert(users).values({ email, name, emailVerified: new Date() }).returning({ id: users.id }),
    );
    if (!user) throw new Error("the person was not stored");
    await withIdentity((db) => db.insert(passwords).values({ userId: user.id, hash }));
    await withPlatform("give a person a role at an operator", (db) =>
      db.insert(memberships).values({ tenantId, userId: user.id, role }),
    );
  }
}

import { and, count, eq } from "drizzle-orm";
import { z } from "zod";
import { memberships, operators } from "@/db/schema/operators";
import type { TenantWrite } from "@/db/tenant";
import { ROLES } from "@/server/domain/access/role";
import { Refusal } from "@/server/domain/refusal";

export const ChangeRole = z.object({ userId: z.uuid(), role: z.enum(ROLES) });
export const RemoveMember = z.object({ userId: z.uuid() });

/** Gives a member another role. @throws Refusal CONFLICT when no owner would be left. */
export async function changeRole(db: TenantWrite, input: z.infer<typeof ChangeRole>): Promise<void> {
  await lockOperator(db);
  const changed = await db
    .update(memberships)
    .set({ role: input.role })
    .where(eq(memberships.userId, input.userId))
    .returning({ userId: memberships.userId });
  if (changed.length === 0) throw new Refusal("member_not_found");
  await requireOwner(db);
}

/**
 * Takes a person's membership; what they did stays in the audit log. @throws Refusal CONFLICT when
 * no owner would be left.
 */
export async function removeMember(db: TenantWrite, input: z.infer<typeof RemoveMember>): Promise<void> {
  await lockOperator(db);
  const removed = await db
    .delete(memberships)
    .where(and(eq(memberships.userId, input.userId), eq(memberships.tenantId, db.tenantId)))
    .returning({ userId: memberships.userId });
  if (removed.length === 0) throw new Refusal("member_not_found");
  await requireOwner(db);
}

/** Two owners who take each other's role at once would each still see the other. */
async function lockOperator(db: TenantWrite): Promise<void> {
  await db.select({ id: operators.id }).from(operators).where(eq(operators.id, db.tenantId)).for("no key update");
}

async function requireOwner(db: TenantWrite): Promise<void> {
  const [left] = await db
    .select({ owners: count() })
    .from(memberships)
    .where(and(eq(memberships.role, "owner"), eq(memberships.tenantId, db.tenantId)));
  if ((left?.owners ?? 0) === 0) throw new Refusal("last_owner");
}

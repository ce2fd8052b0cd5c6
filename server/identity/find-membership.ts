import { and, asc, eq } from "drizzle-orm";
import { withPlatform } from "@/db/platform";
import { memberships, operators } from "@/db/schema/operators";
import type { Role } from "@/server/domain/access/role";

/** One operator that a person may act for. */
export type Membership = {
  readonly tenantId: string;
  readonly slug: string;
  readonly operatorName: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly role: Role;
};

const SHAPE = {
  tenantId: operators.id,
  slug: operators.slug,
  operatorName: operators.name,
  timeZone: operators.timeZone,
  currency: operators.currency,
  role: memberships.role,
};

/** The membership of a person at the operator whose slug stands in the address; null when there is none (or no such operator: the same answer). */
export async function findMembership(userId: string, slug: string): Promise<Membership | null> {
  const [found] = await withPlatform("find the operator a signed-in person asks for", (db) =>
    db
      .select(SHAPE)
      .from(memberships)
      .innerJoin(operators, eq(operators.id, memberships.tenantId))
      .where(and(eq(memberships.userId, userId), eq(operators.slug, slug))),
  );
  return found ?? null;
}

/** Every operator that a person may act for, by name. */
export const listMemberships = (userId: string): Promise<readonly Membership[]> =>
  withPlatform("list the operators of a signed-in person", (db) =>
    db
      .select(SHAPE)
      .from(memberships)
      .innerJoin(operators, eq(operators.id, memberships.tenantId))
      .where(eq(memberships.userId, userId))
      .orderBy(asc(operators.name)),
  );

import { and, asc, eq } from "drizzle-orm";
import { withPlatform } from "@/db/platform";
import { memberships, operators } from "@/db/schema/operators";
import type { Actor } from "@/server/audit/record";
import { may, type Right } from "@/server/domain/access/may";
import type { Role } from "@/server/domain/access/role";
import { Refusal } from "@/server/domain/refusal";

/** One operator that a person may act for. */
export type Membership = {
  readonly tenantId: string;
  readonly slug: string;
  readonly operatorName: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly role: Role;
};

const MEMBERSHIP_COLUMNS = {
  tenantId: operators.id,
  slug: operators.slug,
  operatorName: operators.name,
  timeZone: operators.timeZone,
  currency: operators.currency,
  role: memberships.role,
};

/**
 * The membership of a person at the operator whose slug stands in the address; null when there is
 * none (or no such operator: the same answer).
 */
export async function findMembership(userId: string, slug: string): Promise<Membership | null> {
  const [found] = await withPlatform("find the operator a signed-in person asks for", (db) =>
    db
      .select(MEMBERSHIP_COLUMNS)
      .from(memberships)
      .innerJoin(operators, eq(operators.id, memberships.tenantId))
      .where(and(eq(memberships.userId, userId), eq(operators.slug, slug))),
  );
  return found ?? null;
}

/** Who has not signed in is nobody. @throws Refusal UNAUTHENTICATED */
export function requireSignedIn(actor: Actor | null): asserts actor is Actor {
  if (!actor) throw new Refusal("sign_in_required");
}

/**
 * The membership of who asks, at the operator whose slug stands in the address.
 * @throws Refusal UNAUTHENTICATED; NOT_FOUND, the same for no such operator and for one they do not
 *   belong to; FORBIDDEN without the right
 */
export async function requireMembership(actor: Actor | null, slug: string | null, right: Right): Promise<Membership> {
  requireSignedIn(actor);
  const membership = slug === null ? null : await findMembership(actor.userId, slug);
  if (!membership) throw new Refusal("operator_not_yours");
  const { role } = membership;
  if (!may(role, right)) throw new Refusal("role_may_not", { right, role });
  return membership;
}

/** Every operator that a person may act for, by name. */
export const listMemberships = (userId: string): Promise<readonly Membership[]> =>
  withPlatform("list the operators of a signed-in person", (db) =>
    db
      .select(MEMBERSHIP_COLUMNS)
      .from(memberships)
      .innerJoin(operators, eq(operators.id, memberships.tenantId))
      .where(eq(memberships.userId, userId))
      .orderBy(asc(operators.name)),
  );

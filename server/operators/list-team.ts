import { and, asc, eq, gt, isNull } from "drizzle-orm";
import { users } from "@/db/schema/identity";
import { invitations, memberships } from "@/db/schema/operators";
import type { TenantRead } from "@/db/tenant";
import type { Role } from "@/server/domain/access/role";

export type TeamPage = {
  readonly members: readonly {
    readonly userId: string;
    readonly name: string | null;
    readonly email: string;
    readonly role: Role;
    readonly since: Date;
  }[];
  readonly invitations: readonly {
    readonly invitationId: string;
    readonly email: string;
    readonly role: Role;
    readonly invitedAt: Date;
    readonly expiresAt: Date;
  }[];
};

/** Everyone who may act for this operator, and who was invited and has not come yet. */
export async function listTeam(db: TenantRead): Promise<TeamPage> {
  const members = await db
    .select({
      userId: users.id,
      name: users.name,
      email: users.email,
      role: memberships.role,
      since: memberships.createdAt,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .orderBy(asc(users.name));
  const open = await db
    .select({
      invitationId: invitations.id,
      email: invitations.email,
      role: invitations.role,
      invitedAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
    })
    .from(invitations)
    .where(and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt), gt(invitations.expiresAt, new Date())))
    .orderBy(asc(invitations.email));
  return { members, invitations: open };
}

import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { withIdentity } from "@/db/identity";
import { withPlatform } from "@/db/platform";
import { passwords, users } from "@/db/schema/identity";
import { invitations, memberships, operators } from "@/db/schema/operators";
import { writeTenant } from "@/db/tenant";
import { recordSystemAudit } from "@/server/audit/record";
import type { Role } from "@/server/domain/access/role";
import { Refusal } from "@/server/domain/refusal";
import { hashPassword } from "@/server/identity/password";
import { Password } from "@/server/identity/people";
import { Locale } from "@/server/input/typed";
import { invitationHash } from "./invite-member";

export const InvitationToken = z.object({ token: z.string().min(20).max(200) });
export const AcceptInvitation = InvitationToken.extend({
  name: z.string().trim().min(1, "Say your name.").max(120),
  password: Password,
  /** in which they read the invitation's page, and will read letters */
  locale: Locale.optional(),
});

export type OpenInvitation = {
  readonly operatorName: string;
  readonly slug: string;
  readonly email: string;
  readonly role: Role;
  readonly isKnownPerson: boolean;
};

/**
 * What the link in the letter opens. @throws Refusal NOT_FOUND when it was used, taken back, or is
 * too old.
 */
export async function readInvitation(
  input: z.infer<typeof InvitationToken>,
): Promise<OpenInvitation & { tenantId: string; invitationId: string }> {
  const [found] = await withPlatform("open an invitation by its link", (db) =>
    db
      .select({
        invitationId: invitations.id,
        tenantId: invitations.tenantId,
        email: invitations.email,
        role: invitations.role,
        operatorName: operators.name,
        slug: operators.slug,
      })
      .from(invitations)
      .innerJoin(operators, eq(operators.id, invitations.tenantId))
      .where(
        and(
          eq(invitations.tokenHash, invitationHash(input.token)),
          isNull(invitations.acceptedAt),
          isNull(invitations.revokedAt),
          gt(invitations.expiresAt, new Date()),
        ),
      ),
  );
  if (!found) throw new Refusal("invitation_gone");
  return { ...found, isKnownPerson: (await findPerson(found.email)) !== null };
}

/**
 * Joins the team. Someone new gets an account with this name and password; someone known keeps
 * their own, and must be signed in as that person (`signedInUserId`), for a link in a mailbox must
 * not change a password.
 */
export async function acceptInvitation(
  input: z.infer<typeof AcceptInvitation>,
  signedInUserId: string | null,
): Promise<{ slug: string }> {
  const invitation = await readInvitation(input);
  const known = await findPerson(invitation.email);
  if (known && known !== signedInUserId)
    throw new Refusal("other_sign_in_required", {
      email: invitation.email,
    });
  const userId = known ?? (await createPerson(invitation.email, input));
  await writeTenant(invitation.tenantId, async (db) => {
    const used = await db
      .update(invitations)
      .set({ acceptedAt: new Date() })
      .where(
        and(
          eq(invitations.id, invitation.invitationId),
          isNull(invitations.acceptedAt),
          isNull(invitations.revokedAt), // taken back since it was read
        ),
      )
      .returning({ id: invitations.id });
    if (used.length === 0) throw new Refusal("invitation_just_closed");
    await db.insert(memberships).values({ tenantId: db.tenantId, userId, role: invitation.role }).onConflictDoNothing();
    await recordSystemAudit(db, {
      action: "operators.acceptInvitation",
      subjectType: "invitation",
      subjectId: invitation.invitationId,
      data: { email: invitation.email, role: invitation.role },
    });
  });
  return { slug: invitation.slug };
}

async function findPerson(email: string): Promise<string | null> {
  const [person] = await withIdentity((db) =>
    db
      .select({ id: users.id })
      .from(users)
      .where(eq(sql`lower(${users.email})`, email.toLowerCase())),
  );
  return person?.id ?? null;
}

async function createPerson(
  email: string,
  { name, password, locale }: z.infer<typeof AcceptInvitation>,
): Promise<string> {
  const hash = await hashPassword(password);
  return withIdentity(async (db) => {
    const [person] = await db
      .insert(users)
      .values({ email, name, locale, emailVerified: new Date() })
      .onConflictDoNothing()
      .returning({ id: users.id });
    if (!person) throw new Refusal("invitation_just_used");
    await db.insert(passwords).values({ userId: person.id, hash });
    return person.id;
  });
}

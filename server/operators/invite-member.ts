import { createHash, randomBytes } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema/identity";
import { invitations, memberships, operators } from "@/db/schema/operators";
import type { TenantWrite } from "@/db/tenant";
import type { Actor } from "@/server/audit/record";
import { ROLES } from "@/server/domain/access/role";
import { Refusal } from "@/server/domain/refusal";
import { env } from "@/server/env";
import { queueEmail } from "@/server/mail/queue-email";
import { EmailAddress } from "@/server/input/typed";

export const InviteMember = z.object({
  email: EmailAddress.transform((email) => email.toLowerCase()),
  role: z.enum(ROLES),
});

export const INVITATION_DAYS = 7;

/**
 * What is kept of an invitation's token: sha256, hex. The token itself has 256 random bits and
 * stands in the letter alone.
 */
export const invitationHash = (token: string): string => createHash("sha256").update(token).digest("hex");

/**
 * Invites a colleague by e-mail: the link works once, for seven days. An earlier open invitation of
 * the same address is replaced.
 * @throws Refusal CONFLICT when the address already belongs to the team.
 */
export async function inviteMember(
  db: TenantWrite,
  actor: Actor,
  input: z.infer<typeof InviteMember>,
): Promise<{ invitationId: string }> {
  await refuseMembers(db, input.email);
  const { invitationId } = await writeInvitation(db, { ...input, inviter: actor });
  return { invitationId };
}

/** Who invites; `userId` null: the platform. */
type Inviter = { readonly userId: string | null; readonly name: string };

/**
 * An invitation with its letter, in the place of an earlier one of that address. `url` is the link
 * in the letter: it lets its reader in.
 */
export async function writeInvitation(
  db: TenantWrite,
  { email, role, inviter }: z.infer<typeof InviteMember> & { readonly inviter: Inviter },
): Promise<{ invitationId: string; url: string }> {
  await db
    .update(invitations)
    .set({ revokedAt: new Date() })
    .where(and(eq(invitations.email, email), isNull(invitations.acceptedAt), isNull(invitations.revokedAt)));
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(Date.now() + INVITATION_DAYS * 86_400_000);
  const [made] = await db
    .insert(invitations)
    .values({ email, role, tokenHash: invitationHash(token), invitedBy: inviter.userId, expiresAt })
    .returning({ invitationId: invitations.id });
  if (!made) throw new Error("the invitation was not stored");
  const [operator] = await db
    .select({ name: operators.name, locale: operators.locale })
    .from(operators)
    .where(eq(operators.id, db.tenantId));
  const url = `${env().PUBLIC_URL}/invitation/${token}`;
  await queueEmail(db, {
    template: "member-invited",
    recipient: email,
    locale: operator?.locale ?? "en",
    props: {
      operatorName: operator?.name ?? "",
      inviterName: inviter.name,
      role,
      url,
      days: INVITATION_DAYS,
    },
    subjectType: "invitation",
    subjectId: made.invitationId,
  });
  return { ...made, url };
}

async function refuseMembers(db: TenantWrite, email: string): Promise<void> {
  const [known] = await db
    .select({ userId: users.id })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(sql`lower(${users.email})`, email));
  if (known) throw new Refusal("already_member", { email });
}

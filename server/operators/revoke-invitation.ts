import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { invitations } from "@/db/schema/operators";
import type { TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";

export const RevokeInvitation = z.object({ invitationId: z.uuid() });

/** Takes an open invitation back; its link stops working at once. */
export async function revokeInvitation(db: TenantWrite, input: z.infer<typeof RevokeInvitation>): Promise<void> {
  const revoked = await db
    .update(invitations)
    .set({ revokedAt: new Date() })
    .where(and(eq(invitations.id, input.invitationId), isNull(invitations.acceptedAt), isNull(invitations.revokedAt)))
    .returning({ id: invitations.id });
  if (revoked.length === 0) throw new Refusal("invitation_closed");
}

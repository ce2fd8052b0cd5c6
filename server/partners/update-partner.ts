import { eq } from "drizzle-orm";
import { z } from "zod";
import { billingAccounts } from "@/db/schema/billing-accounts";
import { emsps } from "@/db/schema/emsps";
import type { TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { AccountFacts } from "@/server/tokens/facts";
import { announce } from "@/server/live/announce";

/** Country and party id are how the partner's tokens and contracts name it: they do not change. */
export const UpdatePartner = AccountFacts.extend({ partnerId: z.uuid() });

export const SetPartnerActive = z.object({ partnerId: z.uuid(), isActive: z.boolean() });

/** Name, address and terms, for invoices from now on. @throws Refusal NOT_FOUND */
export async function updatePartner(
  db: TenantWrite,
  { partnerId, ...account }: z.infer<typeof UpdatePartner>,
): Promise<void> {
  const [partner] = await db
    .update(emsps)
    .set({ name: account.name })
    .where(eq(emsps.id, partnerId))
    .returning({ accountId: emsps.billingAccountId });
  if (!partner) throw new Refusal("partner_not_found");
  await db.update(billingAccounts).set(account).where(eq(billingAccounts.id, partner.accountId));
  await announce(db, ["partners", `partner:${partnerId}`]);
}

/**
 * A blocked partner's tokens are refused at the next plug-in; a session that runs goes on. @throws
 * Refusal NOT_FOUND
 */
export async function setPartnerActive(
  db: TenantWrite,
  { partnerId, isActive }: z.infer<typeof SetPartnerActive>,
): Promise<void> {
  const changed = await db.update(emsps).set({ isActive }).where(eq(emsps.id, partnerId)).returning({ id: emsps.id });
  if (changed.length === 0) throw new Refusal("partner_not_found");
  await announce(db, ["partners", `partner:${partnerId}`]);
}

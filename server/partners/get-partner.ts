import { eq } from "drizzle-orm";
import { z } from "zod";
import { emsps } from "@/db/schema/emsps";
import { tokens } from "@/db/schema/tokens";
import type { TenantRead } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { accountOf, tokensOf } from "@/server/drivers/get-driver";
import { operatorZone } from "@/server/tokens/last-day";

export const GetPartner = z.object({ partnerId: z.uuid() });

/** The first so many of a partner's tokens are shown; the search finds the others. */
export const SHOWN_TOKENS = 500;

/** A roaming partner with its account and its tokens. @throws Refusal NOT_FOUND */
export async function getPartner(db: TenantRead, { partnerId }: z.infer<typeof GetPartner>) {
  const [partner] = await db.select().from(emsps).where(eq(emsps.id, partnerId));
  if (!partner) throw new Refusal("partner_not_found");
  const ofPartner = eq(tokens.emspId, partnerId);
  return {
    partnerId,
    name: partner.name,
    countryCode: partner.countryCode,
    partyId: partner.partyId,
    isActive: partner.isActive,
    createdAt: partner.createdAt,
    account: await accountOf(db, partner.billingAccountId),
    tokens: await tokensOf(db, ofPartner, SHOWN_TOKENS),
    tokenCount: await db.$count(tokens, ofPartner),
    timeZone: await operatorZone(db),
  };
}

import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import { legalEntities } from "@/db/schema/operators";
import { billingAccounts } from "@/db/schema/billing-accounts";
import { drivers } from "@/db/schema/drivers";
import { tokens } from "@/db/schema/tokens";
import type { TenantRead } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { operatorZone } from "@/server/tokens/last-day";

export const GetDriver = z.object({ driverId: z.uuid() });

/** A driver with tokens and the account that pays. @throws Refusal NOT_FOUND */
export async function getDriver(db: TenantRead, { driverId }: z.infer<typeof GetDriver>) {
  const [driver] = await db.select().from(drivers).where(eq(drivers.id, driverId));
  if (!driver) throw new Refusal("driver_not_found");
  return {
    driverId,
    name: driver.name,
    email: driver.email,
    phone: driver.phone,
    isActive: driver.isActive,
    createdAt: driver.createdAt,
    account: await accountOf(db, driver.billingAccountId),
    tokens: await tokensOf(db, eq(tokens.driverId, driverId)),
    timeZone: await operatorZone(db),
  };
}

/** The account with the company that bills it; what Stripe calls it stays inside. */
export async function accountOf(db: TenantRead, accountId: string) {
  const [found] = await db
    .select({ account: billingAccounts, seller: legalEntities.name })
    .from(billingAccounts)
    .innerJoin(legalEntities, eq(legalEntities.id, billingAccounts.legalEntityId))
    .where(eq(billingAccounts.id, accountId));
  if (!found) throw new Error("the holder names an account that is not there");
  const { id, name, email, street, postalCode, city, country, vatId, currency, paymentTermsDays, locale } =
    found.account;
  const address = { street, postalCode, city, country, vatId };
  return { accountId: id, name, email, ...address, currency, paymentTermsDays, locale, seller: found.seller };
}

/** The tokens of one holder, the oldest first. */
export async function tokensOf(db: TenantRead, ofHolder: ReturnType<typeof eq>, limit = 1000) {
  const rows = await db
    .select({
      tokenId: tokens.id,
      uid: tokens.uid,
      kind: tokens.kind,
      label: tokens.label,
      contractId: tokens.contractId,
      state: tokens.state,
      validUntil: tokens.validUntil,
      createdAt: tokens.createdAt,
    })
    .from(tokens)
    .where(and(ofHolder))
    .orderBy(asc(tokens.createdAt), asc(tokens.uid))
    .limit(limit);
  const now = Date.now();
  return rows.map((row) => ({ ...row, isOver: row.validUntil !== null && row.validUntil.getTime() < now }));
}

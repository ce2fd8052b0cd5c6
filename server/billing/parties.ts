import { eq, inArray } from "drizzle-orm";
import { legalEntities } from "@/db/schema/operators";
import { billingAccounts } from "@/db/schema/billing-accounts";
import type { TenantRead } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { isStripeConfigured } from "@/server/payments/configured";

/** Seller (EN 16931 BG-4) and buyer (BG-7), as rows. */
export type Seller = typeof legalEntities.$inferSelect;
export type Buyer = typeof billingAccounts.$inferSelect;

/** True when this seller's documents have payment instructions: a bank account or Stripe's page. */
export const hasPaymentInstructions = ({ iban }: Pick<Seller, "iban">): boolean =>
  iban !== null || isStripeConfigured();

/** @throws Refusal NOT_FOUND */
export async function sellerOf(db: TenantRead, legalEntityId: string): Promise<Seller> {
  const [seller] = await db.select().from(legalEntities).where(eq(legalEntities.id, legalEntityId));
  if (!seller) throw new Refusal("legal_entity_not_found");
  return seller;
}

/** The accounts of those ids, by id; an id without an account is absent. */
export async function buyersOf(db: TenantRead, ids: readonly string[]): Promise<ReadonlyMap<string, Buyer>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select()
    .from(billingAccounts)
    .where(inArray(billingAccounts.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}

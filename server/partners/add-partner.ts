import { z } from "zod";
import { billingAccounts } from "@/db/schema/billing-accounts";
import { emsps } from "@/db/schema/emsps";
import type { TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { accountSeller } from "@/server/drivers/add-driver";
import { AccountFacts } from "@/server/tokens/facts";
import { announce } from "@/server/live/announce";

const upperCaseCode = (pattern: RegExp, sentence: string) =>
  z
    .string()
    .trim()
    .transform((code) => code.toUpperCase())
    .pipe(z.string().regex(pattern, sentence));

/**
 * How OCPI names a party: country_code (ISO 3166-1 alpha-2) and party_id (ISO 15118, three letters
 * or digits).
 */
export const Party = z.object({
  countryCode: upperCaseCode(/^[A-Z]{2}$/, "Two letters, such as DE."),
  partyId: upperCaseCode(/^[A-Z0-9]{3}$/, "Three letters or digits, such as EMP."),
});

export const AddPartner = AccountFacts.extend({
  ...Party.shape,
  /** which of our companies bills this partner */
  legalEntityId: z.uuid("Choose a company."),
});

/**
 * Adds a roaming partner with the account that its invoices go to.
 * @throws Refusal CONFLICT (details.field "partyId") when there is a partner of that country and
 *   party id
 */
export async function addPartner(
  db: TenantWrite,
  { countryCode, partyId, legalEntityId, ...account }: z.infer<typeof AddPartner>,
): Promise<{ partnerId: string }> {
  const { currency } = await accountSeller(db, legalEntityId);
  const [made] = await db
    .insert(billingAccounts)
    .values({ kind: "emsp", legalEntityId, currency, ...account })
    .returning({ billingAccountId: billingAccounts.id });
  if (!made) throw new Error("the billing account was not stored");
  const [partner] = await db
    .insert(emsps)
    .values({ name: account.name, countryCode, partyId, ...made })
    .onConflictDoNothing()
    .returning({ partnerId: emsps.id });
  if (!partner) {
    throw new Refusal("partner_exists", {
      field: "partyId",
      countryCode,
      partyId,
    });
  }
  await announce(db, ["partners"]);
  return partner;
}

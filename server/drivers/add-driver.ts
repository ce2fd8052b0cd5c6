import { and, eq, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { legalEntities, operators } from "@/db/schema/operators";
import { billingAccounts } from "@/db/schema/billing-accounts";
import { drivers } from "@/db/schema/drivers";
import type { TenantRead, TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { announce } from "@/server/live/announce";
import { EmailAddress, line, optionalLine } from "@/server/input/typed";
import { AddressFacts, TokenFacts } from "@/server/tokens/facts";
import { issueToken } from "@/server/tokens/issue-token";

export const AddDriver = AddressFacts.extend({
  name: line(120),
  email: EmailAddress,
  phone: optionalLine(40),
  /** which of our companies bills this driver */
  legalEntityId: z.uuid("Choose a company."),
  /** the first token, when there is one at hand */
  token: TokenFacts.pick({ uid: true, kind: true, label: true }).nullable().default(null),
});

/**
 * Adds a person with a billing account of their own and, given one, a first token.
 * @throws Refusal CONFLICT (details.field "email") when a driver with this address is there, in
 *   whatever case; (details.field "uid") when the token is somebody's.
 */
export async function addDriver(
  db: TenantWrite,
  { name, email, phone, legalEntityId, token, ...address }: z.infer<typeof AddDriver>,
): Promise<{ driverId: string }> {
  const seller = await accountSeller(db, legalEntityId);
  await refuseKnownEmail(db, email, null);
  const [account] = await db
    .insert(billingAccounts)
    .values({ kind: "driver", name, email, ...seller, ...address })
    .returning({ billingAccountId: billingAccounts.id });
  if (!account) throw new Error("the billing account was not stored");
  const [driver] = await db
    .insert(drivers)
    .values({ name, email, phone, ...account })
    .returning({ driverId: drivers.id });
  if (!driver) throw new Error("the driver was not stored");
  const { driverId } = driver;
  if (token) await issueToken(db, { kind: "driver", driverId }, { ...token, contractId: null, lastDay: null });
  await announce(db, ["drivers"]);
  return { driverId };
}

/** What a new account takes from the company that bills it. @throws Refusal NOT_FOUND */
export async function accountSeller(
  db: TenantRead,
  legalEntityId: string,
): Promise<{ legalEntityId: string; currency: string; paymentTermsDays: number }> {
  const [entity] = await db
    .select({ currency: legalEntities.currency, paymentTermsDays: legalEntities.paymentTermsDays })
    .from(legalEntities)
    .where(eq(legalEntities.id, legalEntityId));
  if (!entity) throw new Refusal("legal_entity_not_found", { field: "legalEntityId" });
  return { legalEntityId, ...entity };
}

/**
 * Until the end of the transaction nobody else gives a driver of this operator an address: what is
 * read of them holds.
 */
export async function lockAddresses(db: TenantWrite): Promise<void> {
  await db.select({ id: operators.id }).from(operators).where(eq(operators.id, db.tenantId)).for("no key update");
}

/**
 * Imports know drivers by their address, so one address is one driver. `ownId`: the driver who may
 * have it.
 */
export async function refuseKnownEmail(db: TenantWrite, email: string, ownId: string | null): Promise<void> {
  await lockAddresses(db);
  const [known] = await db
    .select({ id: drivers.id, name: drivers.name })
    .from(drivers)
    .where(
      and(eq(sql`lower(${drivers.email})`, email.toLowerCase()), ownId === null ? undefined : ne(drivers.id, ownId)),
    )
    .limit(1);
  if (known) {
    throw new Refusal("email_taken", {
      name: known.name,
      field: "email",
      driverId: known.id,
    });
  }
}

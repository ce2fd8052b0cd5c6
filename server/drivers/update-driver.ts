import { eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { billingAccounts } from "@/db/schema/billing-accounts";
import { drivers } from "@/db/schema/drivers";
import type { TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { announce } from "@/server/live/announce";
import { EmailAddress, line, optionalLine } from "@/server/input/typed";
import { refuseKnownEmail } from "./add-driver";
import { AccountFacts } from "@/server/tokens/facts";

export const UpdateDriver = z.object({
  driverId: z.uuid(),
  name: line(120),
  email: EmailAddress,
  phone: optionalLine(40),
});

export const UpdateDriverAccount = AccountFacts.extend({ driverId: z.uuid() });

export const SetDriversActive = z.object({
  driverIds: z.array(z.uuid()).min(1).max(500),
  isActive: z.boolean(),
});

/** @throws Refusal NOT_FOUND, CONFLICT (details.field "email") */
export async function updateDriver(
  db: TenantWrite,
  { driverId, ...facts }: z.infer<typeof UpdateDriver>,
): Promise<void> {
  await refuseKnownEmail(db, facts.email, driverId);
  const changed = await db.update(drivers).set(facts).where(eq(drivers.id, driverId)).returning({ id: drivers.id });
  if (changed.length === 0) throw new Refusal("driver_not_found");
  await announce(db, ["drivers", `driver:${driverId}`]);
}

/**
 * Who the driver's invoices are for, from the next one on: documents already issued keep the facts
 * of their day.
 */
export async function updateDriverAccount(
  db: TenantWrite,
  { driverId, ...facts }: z.infer<typeof UpdateDriverAccount>,
): Promise<void> {
  const [driver] = await db
    .select({ accountId: drivers.billingAccountId })
    .from(drivers)
    .where(eq(drivers.id, driverId));
  if (!driver) throw new Refusal("driver_not_found");
  await db.update(billingAccounts).set(facts).where(eq(billingAccounts.id, driver.accountId));
  await announce(db, ["drivers", `driver:${driverId}`]);
}

/**
 * Blocks drivers with all their tokens, or lets them charge again. A session that runs goes on.
 * @throws Refusal NOT_FOUND when one of them is not there: then none is changed.
 */
export async function setDriversActive(
  db: TenantWrite,
  { driverIds, isActive }: z.infer<typeof SetDriversActive>,
): Promise<{ changed: number }> {
  const changed = await db
    .update(drivers)
    .set({ isActive })
    .where(inArray(drivers.id, driverIds))
    .returning({ id: drivers.id });
  if (changed.length !== new Set(driverIds).size) throw new Refusal("driver_not_found");
  await announce(db, ["drivers", ...changed.map(({ id }) => `driver:${id}`)]);
  return { changed: changed.length };
}

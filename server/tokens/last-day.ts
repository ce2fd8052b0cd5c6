import { eq } from "drizzle-orm";
import { operators } from "@/db/schema/operators";
import type { TenantRead } from "@/db/tenant";
import { addDays } from "@/server/domain/period";
import { Refusal } from "@/server/domain/refusal";
import { startOfLocalDay } from "@/server/domain/zone";

/** The operator's own zone: days that name no site are counted there. */
export async function operatorZone(db: TenantRead): Promise<string> {
  const [operator] = await db
    .select({ timeZone: operators.timeZone })
    .from(operators)
    .where(eq(operators.id, db.tenantId));
  if (!operator) throw new Refusal("operator_not_found");
  return operator.timeZone;
}

/**
 * The instant at which a token stops working that works through `lastDay`; null for one without
 * end.
 */
export const endOfDay = (lastDay: string | null, timeZone: string): Date | null =>
  lastDay === null ? null : new Date(Number(startOfLocalDay(addDays(lastDay, 1), timeZone)));

import { desc } from "drizzle-orm";
import { legalEntities } from "@/db/schema/operators";
import type { TenantRead } from "@/db/tenant";

/** The companies that can bill, the default one first: enough to choose by. */
export const listSellers = (db: TenantRead) =>
  db
    .select({
      legalEntityId: legalEntities.id,
      name: legalEntities.name,
      country: legalEntities.country,
      paymentTermsDays: legalEntities.paymentTermsDays,
    })
    .from(legalEntities)
    .orderBy(desc(legalEntities.isDefault), legalEntities.name);

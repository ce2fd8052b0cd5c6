import { desc, eq } from "drizzle-orm";
import { z } from "zod";
import { legalEntities, operators } from "@/db/schema/operators";
import { sites } from "@/db/schema/sites";
import type { TenantRead, TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { Country, line, Locale, TimeZone } from "@/server/input/typed";

export const UpdateOperator = z.object({ name: line(120), timeZone: TimeZone, locale: Locale });

export const SaveSite = z.object({
  siteId: z.uuid().nullable(),
  legalEntityId: z.uuid(),
  name: line(120),
  street: line(200),
  postalCode: line(20),
  city: line(100),
  country: Country,
  timeZone: TimeZone,
  latitude: z
    .string()
    .regex(/^-?\d{1,2}(\.\d{1,6})?$/, "Degrees with at most six decimals.")
    .nullable(),
  longitude: z
    .string()
    .regex(/^-?\d{1,3}(\.\d{1,6})?$/, "Degrees with at most six decimals.")
    .nullable(),
});

/** The operator itself, the companies it bills as and its sites. */
export async function getOrganisation(db: TenantRead) {
  const [operator] = await db.select().from(operators).where(eq(operators.id, db.tenantId));
  if (!operator) throw new Refusal("operator_not_found");
  return {
    operator,
    legalEntities: await db.select().from(legalEntities).orderBy(desc(legalEntities.isDefault), legalEntities.name),
    sites: await db.select().from(sites).orderBy(sites.name),
  };
}

/** Its name, its zone and the language of letters to its team. */
export async function updateOperator(db: TenantWrite, input: z.infer<typeof UpdateOperator>): Promise<void> {
  await db.update(operators).set(input).where(eq(operators.id, db.tenantId));
}

/** Adds a site, or changes one. */
export async function saveSite(
  db: TenantWrite,
  { siteId, ...facts }: z.infer<typeof SaveSite>,
): Promise<{ siteId: string }> {
  const saved =
    siteId === null
      ? await db.insert(sites).values(facts).returning({ siteId: sites.id })
      : await db.update(sites).set(facts).where(eq(sites.id, siteId)).returning({ siteId: sites.id });
  const [site] = saved;
  if (!site) throw new Refusal("site_not_found");
  return site;
}

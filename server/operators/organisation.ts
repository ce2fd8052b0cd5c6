import { desc, eq } from "drizzle-orm";
import { z } from "zod";
import { legalEntities, operators } from "@/db/schema/operators";
import { sites } from "@/db/schema/stations";
import type { TenantRead, TenantWrite } from "@/db/tenant";
import { isTimeZone } from "@/server/domain/zone";
import { Refusal } from "@/server/domain/refusal";

const TimeZone = z.string().refine(isTimeZone, "This is not a time zone, such as Europe/Lisbon.");
const Country = z.string().regex(/^[A-Z]{2}$/, "Two capital letters, such as PT.");
const line = (max: number) => z.string().trim().min(1, "Please fill this in.").max(max);
const optionalLine = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .transform((text) => (text === "" ? null : text))
    .nullable();

export const UpdateOperator = z.object({ name: line(120), timeZone: TimeZone, locale: z.enum(["en", "pt"]) });

export const SaveLegalEntity = z.object({
  legalEntityId: z.uuid().nullable(),
  name: line(200),
  street: line(200),
  postalCode: line(20),
  city: line(100),
  country: Country,
  vatId: optionalLine(20),
  email: z.email("This is not an e-mail address."),
  iban: optionalLine(42),
  bic: optionalLine(11),
  currency: z.string().regex(/^[A-Z]{3}$/, "Three capital letters, such as EUR."),
  timeZone: TimeZone,
  paymentTermsDays: z.number().int().min(0).max(180),
});

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
  if (!operator) throw new Refusal("NOT_FOUND", "There is no such operator.");
  return {
    operator,
    legalEntities: await db.select().from(legalEntities).orderBy(desc(legalEntities.isDefault), legalEntities.name),
    sites: await db.select().from(sites).orderBy(sites.name),
  };
}

export async function updateOperator(db: TenantWrite, input: z.infer<typeof UpdateOperator>): Promise<void> {
  await db.update(operators).set(input).where(eq(operators.id, db.tenantId));
}

/** Adds a legal entity, or changes one: documents already issued keep the facts of their day. */
export async function saveLegalEntity(
  db: TenantWrite,
  { legalEntityId, ...facts }: z.infer<typeof SaveLegalEntity>,
): Promise<{ legalEntityId: string }> {
  const saved =
    legalEntityId === null
      ? await db.insert(legalEntities).values(facts).returning({ legalEntityId: legalEntities.id })
      : await db
          .update(legalEntities)
          .set(facts)
          .where(eq(legalEntities.id, legalEntityId))
          .returning({ legalEntityId: legalEntities.id });
  const [entity] = saved;
  if (!entity) throw new Refusal("NOT_FOUND", "There is no such legal entity.");
  return entity;
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
  if (!site) throw new Refusal("NOT_FOUND", "There is no such site.");
  return site;
}

import { and, eq, ne } from "drizzle-orm";
import { z } from "zod";
import { documentSeries } from "@/db/schema/invoices";
import { legalEntities } from "@/db/schema/operators";
import type { TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { Country, Currency, EmailAddress, line, optionalLine, PaymentTermsDays, TimeZone } from "@/server/input/typed";

export const SaveLegalEntity = z.object({
  legalEntityId: z.uuid().nullable(),
  name: line(200),
  street: line(200),
  postalCode: line(20),
  city: line(100),
  country: Country,
  vatId: optionalLine(20),
  email: EmailAddress,
  iban: optionalLine(42),
  bic: optionalLine(11),
  currency: Currency,
  timeZone: TimeZone,
  paymentTermsDays: PaymentTermsDays,
  /**
   * stands in the number of each document; null leaves it as it is, or to chance for a new legal
   * entity
   */
  seriesCode: z
    .string()
    .trim()
    .regex(/^[A-Z0-9]{2,6}$/, "Two to six capital letters or digits.")
    .nullable()
    .default(null),
});

/**
 * Adds a legal entity, or changes one: documents already issued keep the facts of their day, and
 * the series they stand in its code.
 * @throws Refusal NOT_FOUND, CONFLICT (details.field "seriesCode") when the code is taken, by
 *   whomever, or already on documents
 */
export async function saveLegalEntity(
  db: TenantWrite,
  { legalEntityId, seriesCode, ...facts }: z.infer<typeof SaveLegalEntity>,
): Promise<{ legalEntityId: string }> {
  const values = { ...facts, ...(seriesCode === null ? {} : { seriesCode }) };
  if (legalEntityId !== null && seriesCode !== null) await refuseSeriesCodeChange(db, legalEntityId, seriesCode);
  const [entity] = await refuseIfTaken(() =>
    legalEntityId === null
      ? db.insert(legalEntities).values(values).returning({ legalEntityId: legalEntities.id })
      : db
          .update(legalEntities)
          .set(values)
          .where(eq(legalEntities.id, legalEntityId))
          .returning({ legalEntityId: legalEntities.id }),
  );
  if (!entity) throw new Refusal("legal_entity_not_found");
  return entity;
}

/**
 * A code given up could be taken by another seller, and a number of his be one of ours. The lock
 * holds back a first document.
 */
async function refuseSeriesCodeChange(db: TenantWrite, legalEntityId: string, seriesCode: string): Promise<void> {
  const [entity] = await db
    .select({ seriesCode: legalEntities.seriesCode })
    .from(legalEntities)
    .where(and(eq(legalEntities.id, legalEntityId), ne(legalEntities.seriesCode, seriesCode)))
    .for("update");
  if (!entity || (await db.$count(documentSeries, eq(documentSeries.legalEntityId, legalEntityId))) === 0) return;
  throw new Refusal("series_code_used", {
    field: "seriesCode",
    seriesCode: entity.seriesCode,
  });
}

/** Row security hides who else has a code, so only the unique index shows that it is taken. */
async function refuseIfTaken<T>(save: () => Promise<T>): Promise<T> {
  try {
    return await save();
  } catch (error) {
    // the failed statement has ended the transaction: the refusal rolls it back
    if (!isSeriesCodeConflict(error)) throw error;
    throw new Refusal("series_code_taken", { field: "seriesCode" });
  }
}

function isSeriesCodeConflict(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null;
  return (
    cause instanceof Error && "constraint_name" in cause && cause.constraint_name === "legal_entities_series_code_key"
  );
}

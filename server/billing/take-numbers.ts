import { and, eq } from "drizzle-orm";
import { documentSeries } from "@/db/schema/invoices";
import { legalEntities } from "@/db/schema/operators";
import type { TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";

type DocumentType = "INVOICE" | "CREDIT_NOTE";

const PREFIX: Readonly<Record<DocumentType, string>> = { INVOICE: "INV", CREDIT_NOTE: "CN" };

/**
 * Takes a block of consecutive numbers of a legal entity, document type and year. The row lock
 * serialises issuing until the transaction ends, so a rollback leaves no gap. A series keeps its
 * first prefix; the seller's code in it makes a number unique on the deployment, which one Stripe
 * account requires.
 * @param issuedOn "YYYY-MM-DD" in the legal entity's zone; not before the series' last document
 * @returns numbers like "INV-RBP-2026-000123", in order
 */
export async function takeNumbers(
  db: TenantWrite,
  legalEntityId: string,
  documentType: DocumentType,
  issuedOn: string,
  count: number,
): Promise<string[]> {
  const fiscalYear = Number(issuedOn.slice(0, 4));
  const prefix = `${PREFIX[documentType]}-${await seriesCodeOf(db, legalEntityId)}-${fiscalYear}-`;
  await db
    .insert(documentSeries)
    .values({ legalEntityId, documentType, fiscalYear, prefix, nextNumber: 1n })
    .onConflictDoNothing();
  const ofSeries = and(
    eq(documentSeries.legalEntityId, legalEntityId),
    eq(documentSeries.documentType, documentType),
    eq(documentSeries.fiscalYear, fiscalYear),
  );
  const [series] = await db.select().from(documentSeries).where(ofSeries).for("update");
  if (!series) throw new Error("the series was not opened");
  if (series.lastIssuedOn !== null && series.lastIssuedOn > issuedOn) {
    throw new Refusal("document_date_backwards", { last: series.lastIssuedOn, wanted: issuedOn });
  }
  await db
    .update(documentSeries)
    .set({ nextNumber: series.nextNumber + BigInt(count), lastIssuedOn: issuedOn })
    .where(ofSeries);
  return Array.from({ length: count }, (_, index) => numberOf(series.prefix, series.nextNumber + BigInt(index)));
}

/** Locks the row, so that the code cannot change while a series is opened with it. */
async function seriesCodeOf(db: TenantWrite, legalEntityId: string): Promise<string> {
  const [seller] = await db
    .select({ code: legalEntities.seriesCode })
    .from(legalEntities)
    .where(eq(legalEntities.id, legalEntityId))
    .for("key share");
  if (!seller) throw new Refusal("legal_entity_not_found");
  return seller.code;
}

const numberOf = (prefix: string, number: bigint): string => `${prefix}${String(number).padStart(6, "0")}`;

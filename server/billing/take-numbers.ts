import { and, eq } from "drizzle-orm";
import { documentSeries } from "@/db/schema/invoices";
import type { TenantWrite } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";

type DocumentType = "INVOICE" | "CREDIT_NOTE";

const PREFIX: Readonly<Record<DocumentType, string>> = { INVOICE: "INV", CREDIT_NOTE: "CN" };

/**
 * Takes a block of consecutive numbers from the series of a legal entity, document type and year. The row lock serialises issuing
 * until the transaction ends, so a rollback gives the numbers back and none is ever missing (billing: numbering). A series keeps the
 * prefix it was opened with.
 * @param issuedOn "YYYY-MM-DD" in the legal entity's zone; may not lie before the last document of the series
 * @returns numbers like "INV-2026-000123", in order
 * @throws Refusal CONFLICT when the date would run backwards
 */
export async function takeNumbers(
  db: TenantWrite,
  legalEntityId: string,
  documentType: DocumentType,
  issuedOn: string,
  count: number,
): Promise<string[]> {
  const fiscalYear = Number(issuedOn.slice(0, 4));
  const prefix = `${PREFIX[documentType]}-${fiscalYear}-`;
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
    throw new Refusal(
      "CONFLICT",
      `The last document of this series is dated ${series.lastIssuedOn}; a new one cannot be dated ${issuedOn}.`,
    );
  }
  await db
    .update(documentSeries)
    .set({ nextNumber: series.nextNumber + BigInt(count), lastIssuedOn: issuedOn })
    .where(ofSeries);
  return Array.from({ length: count }, (_, at) => numberOf(series.prefix, series.nextNumber + BigInt(at)));
}

const numberOf = (prefix: string, number: bigint): string => `${prefix}${String(number).padStart(6, "0")}`;

import { sql } from "drizzle-orm";
import type { TenantWrite } from "@/db/tenant";

/**
 * Links a document to the charge records it bills or credits, in one statement for any number. The
 * unique index on active links refuses a record already linked to a document of that type.
 */
export async function linkRecords(
  db: TenantWrite,
  invoiceId: string,
  documentType: "INVOICE" | "CREDIT_NOTE",
  recordIds: readonly string[],
): Promise<void> {
  await db.execute(sql`
    insert into invoice_charge_records (invoice_id, charge_record_id, document_type)
    select ${invoiceId}::uuid, record_id, ${documentType}
      from unnest(${`{${recordIds.join(",")}}`}::uuid[]) as record_id`);
}

/** Releases the records of a document, so that the next run bills them again. */
export async function releaseRecords(db: TenantWrite, invoiceId: string): Promise<void> {
  await db.execute(sql`
    update invoice_charge_records set released_at = now() where invoice_id = ${invoiceId}::uuid
      and released_at is null`);
}

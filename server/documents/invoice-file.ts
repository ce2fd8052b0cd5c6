import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { INVOICE_FILE_KINDS, invoiceFiles, invoices } from "@/db/schema/invoices";
import type { TenantRead } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";
import { CONTENT_TYPE } from "@/server/mail/content-type";

export const InvoiceFile = z.object({
  invoiceId: z.uuid(),
  /** pdf: the document; csv: its sessions, when they are too many for its annex */
  kind: z.enum(INVOICE_FILE_KINDS).default("pdf"),
});

/**
 * The mailed file of an issued document, byte for byte; base64, because the response is JSON.
 * @throws Refusal NOT_FOUND, CONFLICT for a draft, UNAVAILABLE until it is rendered
 */
export async function invoiceFile(
  db: TenantRead,
  { invoiceId, kind = "pdf" }: z.input<typeof InvoiceFile>,
): Promise<{ fileName: string; contentType: string; sha256: string; base64: string }> {
  const [found] = await db
    .select({ state: invoices.state, file: invoiceFiles })
    .from(invoices)
    .leftJoin(invoiceFiles, and(eq(invoiceFiles.invoiceId, invoices.id), eq(invoiceFiles.kind, kind)))
    .where(eq(invoices.id, invoiceId));
  if (!found) throw new Refusal("invoice_not_found");
  if (found.state === "draft") throw new Refusal("draft_without_document");
  if (!found.file) throw new Refusal("document_pending");
  const { fileName, sha256, bytes } = found.file;
  return { fileName, contentType: CONTENT_TYPE[kind], sha256, base64: bytes.toString("base64") };
}

import { eq } from "drizzle-orm";
import { z } from "zod";
import { invoiceFiles, invoices } from "@/db/schema/invoices";
import type { TenantRead } from "@/db/tenant";
import { Refusal } from "@/server/domain/refusal";

export const InvoiceFile = z.object({ invoiceId: z.uuid() });

/**
 * The PDF of an issued document, byte for byte as it was mailed; base64, for it travels as JSON.
 * @throws Refusal NOT_FOUND, CONFLICT for a draft, UNAVAILABLE while it is being made
 */
export async function invoiceFile(
  db: TenantRead,
  { invoiceId }: z.infer<typeof InvoiceFile>,
): Promise<{ fileName: string; contentType: string; sha256: string; base64: string }> {
  const [found] = await db
    .select({ state: invoices.state, file: invoiceFiles })
    .from(invoices)
    .leftJoin(invoiceFiles, eq(invoiceFiles.invoiceId, invoices.id))
    .where(eq(invoices.id, invoiceId));
  if (!found) throw new Refusal("NOT_FOUND", "There is no such invoice.");
  if (found.state === "draft") throw new Refusal("CONFLICT", "A draft has no document yet: issue it first.");
  if (!found.file) throw new Refusal("UNAVAILABLE", "The document is being made. Try again in a moment.");
  const { fileName, sha256, bytes } = found.file;
  return { fileName, contentType: "application/pdf", sha256, base64: bytes.toString("base64") };
}

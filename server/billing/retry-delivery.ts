import { eq } from "drizzle-orm";
import { z } from "zod";
import { invoiceFiles, invoices } from "@/db/schema/invoices";
import type { TenantWrite } from "@/db/tenant";
import { putRenderJob } from "@/server/billing/send-out-document";
import { Refusal } from "@/server/domain/refusal";
import { resendEmail } from "@/server/mail/deliver-email";
import { retryOperation } from "@/server/payments/retry-operation";

export const RetryDelivery = z.discriminatedUnion("what", [
  z.object({ what: z.literal("email"), deliveryId: z.uuid() }),
  z.object({ what: z.literal("stripe"), operationId: z.uuid() }),
  z.object({ what: z.literal("document"), invoiceId: z.uuid() }),
]);

/**
 * Retries a failed step after issuing, on a person's request.
 * @throws Refusal NOT_FOUND, CONFLICT
 */
export async function retryDelivery(db: TenantWrite, input: z.infer<typeof RetryDelivery>): Promise<void> {
  switch (input.what) {
    case "email":
      return resendEmail(db, input.deliveryId);
    case "stripe":
      return retryOperation(db, input.operationId);
    case "document":
      return renderAgain(db, input.invoiceId);
  }
}

async function renderAgain(db: TenantWrite, invoiceId: string): Promise<void> {
  const [invoice] = await db.select({ state: invoices.state }).from(invoices).where(eq(invoices.id, invoiceId));
  if (!invoice) throw new Refusal("invoice_not_found");
  if (invoice.state === "draft") throw new Refusal("draft_without_document");
  const isRendered = (await db.$count(invoiceFiles, eq(invoiceFiles.invoiceId, invoiceId))) > 0;
  if (isRendered) throw new Refusal("document_exists");
  await putRenderJob(db, invoiceId);
}

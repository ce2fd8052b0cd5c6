import { eq } from "drizzle-orm";
import { z } from "zod";
import { invoiceChargeRecords, invoices } from "@/db/schema/invoices";
import type { TenantWrite } from "@/db/tenant";
import { mayRebuild } from "@/server/domain/invoice/state";
import { Refusal } from "@/server/domain/refusal";
import { announce } from "@/server/live/announce";

export const DiscardDraft = z.object({ invoiceId: z.uuid() });

/**
 * Deletes a draft; its charge records fall into the next run. An issued document can only be
 * credited.
 * @throws Refusal NOT_FOUND, CONFLICT
 */
export async function discardDraft(db: TenantWrite, { invoiceId }: z.infer<typeof DiscardDraft>): Promise<void> {
  const [draft] = await db.select().from(invoices).where(eq(invoices.id, invoiceId)).for("update");
  if (!draft) throw new Refusal("invoice_not_found");
  if (!mayRebuild(draft.state)) {
    throw new Refusal("invoice_not_discardable", {
      number: draft.number ?? "",
    });
  }
  await db.delete(invoiceChargeRecords).where(eq(invoiceChargeRecords.invoiceId, invoiceId));
  await db.delete(invoices).where(eq(invoices.id, invoiceId));
  await announce(db, ["invoices", `invoice:${invoiceId}`]);
}

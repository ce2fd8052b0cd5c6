import { and, eq, gt, lt, ne, not, notExists, sql } from "drizzle-orm";
import { invoiceFiles, invoices } from "@/db/schema/invoices";
import type { TenantWrite } from "@/db/tenant";
import { putRenderJob } from "@/server/billing/send-out-document";
import { hasJob } from "@/server/outbox/has-job";

/**
 * Queues the render jobs of issued documents without a PDF again, where the job failed for good or
 * was lost.
 */
export async function requeueUnrenderedDocuments(db: TenantWrite): Promise<number> {
  const isRendered = db
    .select({ one: sql`1` })
    .from(invoiceFiles)
    .where(and(eq(invoiceFiles.tenantId, invoices.tenantId), eq(invoiceFiles.invoiceId, invoices.id)));
  const unrendered = await db
    .select({ id: invoices.id })
    .from(invoices)
    .where(
      and(
        ne(invoices.state, "draft"),
        gt(invoices.createdAt, sql`now() - interval '45 days'`), // uses the index; older cases are known by then
        lt(invoices.issuedAt, sql`now() - interval '10 minutes'`),
        notExists(isRendered),
        not(hasJob("invoice.render", invoices.id)),
      ),
    );
  for (const { id } of unrendered) await putRenderJob(db, id);
  return unrendered.length;
}

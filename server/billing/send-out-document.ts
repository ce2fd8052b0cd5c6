import type { TenantWrite } from "@/db/tenant";
import type { InvoiceModel } from "@/server/documents/invoice-model";
import { putJob } from "@/server/outbox/put";
import { collectPayment } from "@/server/payments/collect-payment";

/** A document waits this long for its payment link; after that it is sent without one. */
const PAYMENT_LINK_TIMEOUT_MS = 60_000;

/**
 * Queues, in the issuing transaction, everything that follows from an issued invoice: Stripe
 * collects it, then it is rendered, then mailed (render-document.ts). Each of these may fail
 * without changing the document.
 */
export async function sendOutInvoice(
  db: TenantWrite,
  invoiceId: string,
  accountId: string,
  model: InvoiceModel,
): Promise<void> {
  const isCollected = await collectPayment(db, {
    invoiceId,
    accountId,
    number: model.number ?? "",
    currency: model.currency,
    grossMinor: BigInt(model.grossMinor),
    daysUntilDue: model.paymentTermsDays,
    country: model.seller.country,
    servicePeriod: model.servicePeriod,
    lines: model.lines.map(({ kind, siteCountry, netMinor, taxMinor, vatPercent, category }) => ({
      description: `${LINE_DESCRIPTIONS[kind]}, ${siteCountry}`,
      netMinor,
      taxMinor,
      vatPercent,
      category,
    })),
  });
  await putRenderJob(db, invoiceId, isCollected ? new Date(Date.now() + PAYMENT_LINK_TIMEOUT_MS) : undefined);
}

/** Line descriptions on Stripe's page. */
const LINE_DESCRIPTIONS: Readonly<Record<InvoiceModel["lines"][number]["kind"], string>> = {
  ENERGY: "Charging energy",
  TIME: "Charging time",
  PARKING: "Idle time",
  FLAT: "Session fees",
  RESERVATION: "Reservations",
  ADJUSTMENT: "Adjustments",
};

/** Queues the job that renders a document and mails it; at most one waits for each document. */
export const putRenderJob = (db: TenantWrite, invoiceId: string, runAt?: Date): Promise<void> =>
  putJob(
    db,
    "invoice.render",
    { tenantId: db.tenantId, invoiceId },
    { key: `invoice.render:${invoiceId}`, ...(runAt ? { runAt } : {}) },
  );

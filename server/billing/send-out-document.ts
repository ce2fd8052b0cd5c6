import type { TenantWrite } from "@/db/tenant";
import type { InvoiceModel } from "@/server/documents/invoice-model";
import { putJob } from "@/server/outbox/put";
import { collectPayment } from "@/server/payments/collect-payment";

/** How long a document waits for its payment link; when Stripe takes longer it goes out without. */
const PAYMENT_LINK_TIMEOUT_MS = 60_000;

/**
 * Puts, in the issuing transaction, everything that follows from an issued invoice: Stripe is asked
 * to collect it, then it is rendered, then mailed (render-document.ts). Any of these may fail
 * without touching the document.
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

/** What stands on Stripe's own page beside each amount. */
const LINE_DESCRIPTIONS: Readonly<Record<InvoiceModel["lines"][number]["kind"], string>> = {
  ENERGY: "Charging energy",
  TIME: "Charging time",
  PARKING: "Idle time",
  FLAT: "Session fees",
  RESERVATION: "Reservations",
  ADJUSTMENT: "Adjustments",
};

/** Puts the job that renders a document and mails it; one waits for each document. */
export const putRenderJob = (db: TenantWrite, invoiceId: string, runAt?: Date): Promise<void> =>
  putJob(
    db,
    "invoice.render",
    { tenantId: db.tenantId, invoiceId },
    { key: `invoice.render:${invoiceId}`, ...(runAt ? { runAt } : {}) },
  );

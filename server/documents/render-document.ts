import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { invoiceFiles, invoices } from "@/db/schema/invoices";
import { emailDeliveries } from "@/db/schema/email-deliveries";
import { readTenant, type TenantRead, type TenantWrite, writeTenant } from "@/db/tenant";
import { renderInvoicePdf } from "@/emails/invoice-document";
import { type InvoiceModel, readModel } from "@/server/documents/invoice-model";
import { moneyText, printableInvoice, servicePeriodText } from "@/server/documents/print-invoice";
import { fileNameOf, needsSessionsFile, sessionsFile } from "@/server/documents/sessions-file";
import { announce } from "@/server/live/announce";
import { queueEmail } from "@/server/mail/queue-email";
import { localizedDate } from "@/server/mail/localized-date";

type IssuedRow = { id: string; model: InvoiceModel; paymentUrl: string | null };

/**
 * The job after issuing: renders the document and, when the sessions are too many for its annex,
 * their file; stores both and queues the e-mail. Idempotent: a repeated run finds its own result.
 */
export async function renderDocument({ tenantId, invoiceId }: { tenantId: string; invoiceId: string }): Promise<void> {
  const issued = await readTenant(tenantId, (db) => findIssued(db, invoiceId));
  if (!issued) return;
  const bytes = await renderInvoicePdf(printableInvoice(issued.model, issued.paymentUrl), issued.model.locale);
  await writeTenant(tenantId, (db) => storeFiles(db, issued, bytes));
}

/** null: a draft, or rendered and mailed already. */
async function findIssued(db: TenantRead, invoiceId: string): Promise<IssuedRow | null> {
  const [row] = await db.select().from(invoices).where(eq(invoices.id, invoiceId));
  if (!row || row.state === "draft") return null;
  const isDone = (await db.$count(invoiceFiles, eq(invoiceFiles.invoiceId, invoiceId))) > 0;
  return isDone ? null : { id: row.id, model: readModel(row.model), paymentUrl: row.paymentUrl };
}

async function storeFiles(db: TenantWrite, issued: IssuedRow, bytes: Buffer): Promise<void> {
  const [stored] = await db
    .insert(invoiceFiles)
    .values(fileOf(issued, "pdf", bytes))
    .onConflictDoNothing()
    .returning({ invoiceId: invoiceFiles.invoiceId });
  if (!stored) return; // another worker was faster, and queued the e-mail
  if (needsSessionsFile(issued.model)) {
    await db.insert(invoiceFiles).values(fileOf(issued, "csv", Buffer.from(sessionsFile(issued.model))));
  }
  await queueDocumentEmail(db, issued);
  await announce(db, ["invoices", `invoice:${issued.id}`]);
}

const fileOf = ({ id, model }: IssuedRow, kind: "pdf" | "csv", bytes: Buffer): typeof invoiceFiles.$inferInsert => ({
  invoiceId: id,
  kind,
  fileName: fileNameOf(model.number ?? id, kind),
  sha256: createHash("sha256").update(bytes).digest("hex"),
  bytes,
});

/** At most one e-mail for each document. */
async function queueDocumentEmail(db: TenantWrite, { id, model, paymentUrl }: IssuedRow): Promise<void> {
  const template = model.kind === "invoice" ? "invoice-issued" : "credit-note-issued";
  const ofDocument = and(eq(emailDeliveries.subjectId, id), eq(emailDeliveries.template, template));
  if ((await db.$count(emailDeliveries, ofDocument)) > 0) return;
  const { locale, seller, buyer } = model;
  const commonProps = {
    sellerName: seller.name,
    buyerName: buyer.name,
    number: model.number ?? "",
    // the e-mail names the amount owed or credited without its sign
    amount: moneyText(model.grossMinor.replace(/^-/, ""), model),
  };
  const props =
    model.creditOf === null
      ? {
          ...commonProps,
          dueOn: model.dueOn === null ? "" : localizedDate(model.dueOn, locale),
          period: servicePeriodText(model),
          payUrl: paymentUrl,
          iban: seller.iban,
          bic: seller.bic,
        }
      : { ...commonProps, invoiceNumber: model.creditOf.number, reason: model.creditOf.reason };
  await queueEmail(db, { template, recipient: buyer.email, locale, props, subjectType: "invoice", subjectId: id });
}

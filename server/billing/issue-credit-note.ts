import { eq } from "drizzle-orm";
import { z } from "zod";
import { invoiceChargeRecords, invoices } from "@/db/schema/invoices";
import type { TenantWrite } from "@/db/tenant";
import { documentOfModel, modelOfDocument } from "@/server/documents/document-to-model";
import { contentHashOf } from "@/server/content-hash";
import { type InvoiceModel, readModel } from "@/server/documents/invoice-model";
import { linkRecords, releaseRecords } from "@/server/billing/link-records";
import { sellerOf } from "@/server/billing/parties";
import { putRenderJob } from "@/server/billing/send-out-document";
import { takeNumbers } from "@/server/billing/take-numbers";
import { creditNoteFor } from "@/server/domain/invoice/credit-note";
import { nextInvoiceState } from "@/server/domain/invoice/state";
import { Refusal } from "@/server/domain/refusal";
import { localClock } from "@/server/domain/zone";
import { announce } from "@/server/live/announce";
import { creditAtStripe, type RefundBy } from "@/server/payments/credit-at-stripe";

export const IssueCreditNote = z.object({
  invoiceId: z.uuid(),
  reason: z.string().trim().min(3, "Say why, in a few words.").max(300),
  /** bill the charge records again in the next run; otherwise they are waived */
  rebill: z.boolean().default(false),
});

export type IssuedCreditNote = { creditNoteId: string; number: string; refundBy: RefundBy };

type Invoice = typeof invoices.$inferSelect;

/**
 * Credits a whole issued or paid invoice by a document of its own: negated to the cent, numbered in
 * its own series, referring to the invoice. The invoice itself is never edited.
 * @throws Refusal NOT_FOUND, CONFLICT when it is a draft, credited already, or itself a credit note
 */
export async function issueCreditNote(
  db: TenantWrite,
  { invoiceId, reason, rebill }: z.infer<typeof IssueCreditNote>,
  now = new Date(),
): Promise<IssuedCreditNote> {
  const [invoice] = await db.select().from(invoices).where(eq(invoices.id, invoiceId)).for("update");
  if (!invoice) throw new Refusal("invoice_not_found");
  const state = creditedState(invoice);
  const seller = await sellerOf(db, invoice.legalEntityId);
  const issuedOn = localClock(BigInt(now.getTime()), seller.timeZone).date;
  const [number] = await takeNumbers(db, seller.id, "CREDIT_NOTE", issuedOn, 1);
  if (number === undefined) throw new Error("the series gave no number");
  const creditNoteId = await insertCreditNote(
    db,
    invoice,
    creditModel(readModel(invoice.model), number, issuedOn, reason),
    now,
  );
  await moveRecords(db, invoiceId, creditNoteId, rebill);
  await db.update(invoices).set({ state }).where(eq(invoices.id, invoiceId));
  const { currency, grossMinor } = invoice;
  const refundBy = await creditAtStripe(db, { invoiceId, creditNoteId, number, currency, grossMinor });
  await putRenderJob(db, creditNoteId);
  await announce(db, ["invoices", `invoice:${invoiceId}`, `invoice:${creditNoteId}`]);
  return { creditNoteId, number, refundBy };
}

function creditedState({ documentType, state, number }: Invoice): Invoice["state"] {
  if (documentType === "CREDIT_NOTE") throw new Refusal("credit_note_not_creditable");
  if (state === "draft") throw new Refusal("draft_not_creditable");
  const next = nextInvoiceState(state, "credited");
  if (next === null) throw new Refusal("invoice_credited", { number: number ?? "" });
  return next;
}

function creditModel(invoice: InvoiceModel, number: string, issuedOn: string, reason: string): InvoiceModel {
  if (invoice.number === null || invoice.issuedOn === null)
    throw new Error("an issued invoice has a number and a date");
  const reference = { number: invoice.number, issueDate: invoice.issuedOn };
  const note = modelOfDocument(creditNoteFor(documentOfModel(invoice), reference, issuedOn));
  const annex = invoice.annex.map((row) => ({
    ...row,
    netMinor: negated(row.netMinor),
    taxMinor: negated(row.taxMinor),
    grossMinor: negated(row.grossMinor),
    energyMilliWh: negated(row.energyMilliWh),
  }));
  const creditOf = { number: invoice.number, issuedOn: invoice.issuedOn, reason };
  return { ...invoice, ...note, number, issuedOn, dueOn: null, annex, creditOf };
}

const negated = (minor: string): string => (-BigInt(minor)).toString();

async function insertCreditNote(db: TenantWrite, invoice: Invoice, model: InvoiceModel, now: Date): Promise<string> {
  const [note] = await db
    .insert(invoices)
    .values({
      documentType: "CREDIT_NOTE",
      state: "issued",
      legalEntityId: invoice.legalEntityId,
      billingAccountId: invoice.billingAccountId,
      billingPeriodId: invoice.billingPeriodId,
      number: model.number,
      fiscalYear: Number(model.issuedOn?.slice(0, 4)),
      issuedOn: model.issuedOn,
      currency: model.currency,
      anchor: model.anchor,
      netMinor: BigInt(model.netMinor),
      taxMinor: BigInt(model.taxMinor),
      grossMinor: BigInt(model.grossMinor),
      model,
      contentHash: contentHashOf(model),
      creditOf: invoice.id,
      creditReason: model.creditOf?.reason ?? null,
      issuedAt: now,
    })
    .returning({ id: invoices.id });
  if (!note) throw new Error("the credit note was not written");
  return note.id;
}

/**
 * Every charge record is in exactly one state: to be billed, billed, or waived. Waived ones keep
 * their active link to the invoice.
 */
async function moveRecords(db: TenantWrite, invoiceId: string, creditNoteId: string, rebill: boolean): Promise<void> {
  const billed = await db
    .select({ id: invoiceChargeRecords.chargeRecordId })
    .from(invoiceChargeRecords)
    .where(eq(invoiceChargeRecords.invoiceId, invoiceId));
  await linkRecords(
    db,
    creditNoteId,
    "CREDIT_NOTE",
    billed.map(({ id }) => id),
  );
  if (!rebill) return;
  await releaseRecords(db, invoiceId);
  await releaseRecords(db, creditNoteId);
}

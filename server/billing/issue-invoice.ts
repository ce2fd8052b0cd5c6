import { and, asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { billingPeriods, invoices } from "@/db/schema/invoices";
import type { TenantWrite } from "@/db/tenant";
import { contentHashOf } from "@/server/content-hash";
import { readModel } from "@/server/documents/invoice-model";
import { sellerOf } from "@/server/billing/parties";
import { sendOutInvoice } from "@/server/billing/send-out-document";
import { takeNumbers } from "@/server/billing/take-numbers";
import { nextInvoiceState } from "@/server/domain/invoice/state";
import { addDays } from "@/server/domain/period";
import { Refusal } from "@/server/domain/refusal";
import { localClock } from "@/server/domain/zone";
import { announce } from "@/server/live/announce";

export const IssueInvoice = z.object({ invoiceId: z.uuid() });
export const IssueRun = z.object({ periodId: z.uuid() });

export type IssuedDocument = { invoiceId: string; number: string; issuedOn: string; dueOn: string | null };

type Draft = typeof invoices.$inferSelect;

/**
 * Gives a draft its number and freezes it. Number, date, hash and the jobs that send it out are
 * committed together or not at all.
 * @throws Refusal NOT_FOUND, CONFLICT when it is no draft any more
 */
export async function issueInvoice(
  db: TenantWrite,
  { invoiceId }: z.infer<typeof IssueInvoice>,
  now = new Date(),
): Promise<IssuedDocument> {
  const [draft] = await db.select().from(invoices).where(eq(invoices.id, invoiceId)).for("update");
  if (!draft) throw new Refusal("invoice_not_found");
  if (nextInvoiceState(draft.state, "issued") === null) {
    throw new Refusal("invoice_issued", { number: draft.number ?? "" });
  }
  const [issued] = await issueDrafts(db, [draft], now);
  if (!issued) throw new Error("the draft was not issued");
  return issued;
}

/**
 * Issues every draft of a billing run in one transaction, with one contiguous block of numbers,
 * ordered by the buyers' names.
 */
export async function issueRun(
  db: TenantWrite,
  { periodId }: z.infer<typeof IssueRun>,
  now = new Date(),
): Promise<IssuedDocument[]> {
  const [run] = await db.select().from(billingPeriods).where(eq(billingPeriods.id, periodId));
  if (!run) throw new Refusal("billing_run_not_found");
  const drafts = await db
    .select()
    .from(invoices)
    .where(and(eq(invoices.billingPeriodId, periodId), eq(invoices.state, "draft")))
    .orderBy(sql`lower(${invoices.model} #>> '{buyer,name}')`, asc(invoices.id))
    .for("update");
  if (drafts.length === 0) throw new Refusal("billing_run_issued", { run: run.label });
  return issueDrafts(db, drafts, now);
}

/** Drafts of one legal entity, locked by the caller. */
async function issueDrafts(db: TenantWrite, drafts: readonly Draft[], now: Date): Promise<IssuedDocument[]> {
  const legalEntityId = drafts[0]?.legalEntityId;
  if (legalEntityId === undefined) return [];
  const seller = await sellerOf(db, legalEntityId);
  const issuedOn = localClock(BigInt(now.getTime()), seller.timeZone).date;
  const numbers = await takeNumbers(db, legalEntityId, "INVOICE", issuedOn, drafts.length);
  const issued: IssuedDocument[] = [];
  for (const [index, draft] of drafts.entries()) {
    const number = numbers[index];
    if (number === undefined) throw new Error("the series gave too few numbers");
    issued.push(await issueDraft(db, draft, number, issuedOn, now));
  }
  await announce(db, ["invoices", ...issued.map(({ invoiceId }) => `invoice:${invoiceId}`)]);
  return issued;
}

async function issueDraft(
  db: TenantWrite,
  draft: Draft,
  number: string,
  issuedOn: string,
  now: Date,
): Promise<IssuedDocument> {
  const draftModel = readModel(draft.model);
  const dueOn = addDays(issuedOn, draftModel.paymentTermsDays);
  const model = { ...draftModel, number, issuedOn, dueOn };
  await db
    .update(invoices)
    .set({
      state: "issued",
      number,
      fiscalYear: Number(issuedOn.slice(0, 4)),
      issuedOn,
      dueOn,
      model,
      contentHash: contentHashOf(model),
      issuedAt: now,
    })
    .where(eq(invoices.id, draft.id));
  await sendOutInvoice(db, draft.id, draft.billingAccountId, model);
  return { invoiceId: draft.id, number, issuedOn, dueOn };
}

import { and, eq, like, or } from "drizzle-orm";
import { z } from "zod";
import { billingPeriods, invoices } from "@/db/schema/invoices";
import { legalEntities } from "@/db/schema/operators";
import type { TenantRead, TenantWrite } from "@/db/tenant";
import { linkRecords } from "@/server/billing/link-records";
import { sellerOf, hasPaymentInstructions } from "@/server/billing/parties";
import { labelOfRun, periodOfRun, type RunPeriod } from "@/server/billing/period-of-run";
import { type PlannedInvoice, planRun, type RunPlan } from "@/server/billing/plan-run";
import { Refusal } from "@/server/domain/refusal";
import { announce } from "@/server/live/announce";

export const ClosePeriod = z.object({
  legalEntityId: z.uuid(),
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "Give the month as YYYY-MM."),
  /** bill the running month early, as an interim run up to this moment */
  upToNow: z.boolean().default(false),
});

export type ClosePeriodInput = z.infer<typeof ClosePeriod>;

export type RunInvoice = {
  /** null in a preview */
  invoiceId: string | null;
  accountId: string;
  accountName: string;
  accountKind: "driver" | "emsp";
  currency: string;
  priceSide: "GROSS" | "NET";
  netMinor: bigint;
  taxMinor: bigint;
  grossMinor: bigint;
  recordCount: number;
  findings: readonly string[];
};

export type BillingRun = {
  /** null in a preview */
  periodId: string | null;
  label: string;
  fromAt: Date;
  toAt: Date;
  isInterim: boolean;
  invoices: readonly RunInvoice[];
  leftOut: RunPlan["leftOut"];
  /** false: the seller has no IBAN, and Stripe does not collect */
  hasPaymentInstructions: boolean;
};

/**
 * The result of closing, computed on live rows without saving. Refuses as {@link closePeriod} does,
 * except for an empty run.
 */
export async function previewPeriod(db: TenantRead, input: ClosePeriodInput, now = new Date()): Promise<BillingRun> {
  const seller = await sellerOf(db, input.legalEntityId);
  const period = periodOfRun(input.month, input.upToNow, seller.timeZone, now);
  const plan = await planRun(db, seller, period);
  const label = await nextLabel(db, seller.id, period.month);
  return {
    ...period,
    periodId: null,
    label,
    invoices: plan.invoices.map((i) => summary(i, null)),
    leftOut: plan.leftOut,
    hasPaymentInstructions: hasPaymentInstructions(seller),
  };
}

/**
 * Puts the unbilled charge records of a legal entity into draft invoices, one for each account,
 * currency and price side. Closes of one legal entity run one after another; a unique index, not
 * this code, ensures that no record is billed twice.
 * @throws Refusal CONFLICT when the month is not over or there is nothing to bill
 */
export async function closePeriod(
  db: TenantWrite,
  input: ClosePeriodInput,
  closedBy: string | null,
  now = new Date(),
): Promise<BillingRun> {
  // "no key update" still lets charge records that refer to the legal entity be written
  await db
    .select({ id: legalEntities.id })
    .from(legalEntities)
    .where(eq(legalEntities.id, input.legalEntityId))
    .for("no key update");
  const seller = await sellerOf(db, input.legalEntityId);
  const period = periodOfRun(input.month, input.upToNow, seller.timeZone, now);
  const plan = await planRun(db, seller, period);
  if (plan.invoices.length === 0) {
    throw new Refusal("nothing_to_bill", { ...plan.leftOut, month: period.month });
  }
  const label = await nextLabel(db, seller.id, period.month);
  const periodId = await saveRun(db, seller.id, label, period, closedBy, now);
  const saved: RunInvoice[] = [];
  for (const invoice of plan.invoices) saved.push(summary(invoice, await saveDraft(db, seller.id, periodId, invoice)));
  await announce(db, ["invoices"]);
  return {
    ...period,
    periodId,
    label,
    invoices: saved,
    leftOut: plan.leftOut,
    hasPaymentInstructions: hasPaymentInstructions(seller),
  };
}

async function nextLabel(db: TenantRead, legalEntityId: string, month: string): Promise<string> {
  const ofMonth = or(eq(billingPeriods.label, month), like(billingPeriods.label, `${month} (%`));
  return labelOfRun(
    month,
    await db.$count(billingPeriods, and(eq(billingPeriods.legalEntityId, legalEntityId), ofMonth)),
  );
}

async function saveRun(
  db: TenantWrite,
  legalEntityId: string,
  label: string,
  { fromAt, toAt }: RunPeriod,
  closedBy: string | null,
  now: Date,
): Promise<string> {
  const [run] = await db
    .insert(billingPeriods)
    .values({ legalEntityId, label, fromAt, toAt, closedAt: now, closedBy })
    .returning({ id: billingPeriods.id });
  if (!run) throw new Error("the run was not written");
  return run.id;
}

async function saveDraft(
  db: TenantWrite,
  legalEntityId: string,
  periodId: string,
  planned: PlannedInvoice,
): Promise<string> {
  const { model, buyer, records } = planned;
  const [draft] = await db
    .insert(invoices)
    .values({
      documentType: "INVOICE",
      legalEntityId,
      billingAccountId: buyer.id,
      billingPeriodId: periodId,
      currency: model.currency,
      anchor: model.anchor,
      netMinor: BigInt(model.netMinor),
      taxMinor: BigInt(model.taxMinor),
      grossMinor: BigInt(model.grossMinor),
      model,
    })
    .returning({ id: invoices.id });
  if (!draft) throw new Error("the draft was not written");
  await linkRecords(
    db,
    draft.id,
    "INVOICE",
    records.map((record) => record.id),
  );
  return draft.id;
}

const summary = ({ model, buyer, records }: PlannedInvoice, invoiceId: string | null): RunInvoice => ({
  invoiceId,
  accountId: buyer.id,
  accountName: buyer.name,
  accountKind: buyer.kind,
  currency: model.currency,
  priceSide: model.anchor,
  netMinor: BigInt(model.netMinor),
  taxMinor: BigInt(model.taxMinor),
  grossMinor: BigInt(model.grossMinor),
  recordCount: records.length,
  findings: model.findings.map((finding) => finding.code),
});

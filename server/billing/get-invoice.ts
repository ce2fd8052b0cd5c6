import { and, asc, desc, eq, isNull, or, sql } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema/identity";
import { billingPeriods, invoiceFiles, invoices } from "@/db/schema/invoices";
import { legalEntities } from "@/db/schema/operators";
import { payments, stripeOperations } from "@/db/schema/payments";
import { auditEntries } from "@/db/schema/audit-entries";
import { emailDeliveries } from "@/db/schema/email-deliveries";
import { findings } from "@/db/schema/findings";
import { billingAccounts } from "@/db/schema/billing-accounts";
import type { TenantRead } from "@/db/tenant";
import { readModel } from "@/server/documents/invoice-model";
import { hasPaymentInstructions } from "@/server/billing/parties";
import { isOverdue, outstandingMinor } from "@/server/domain/invoice/state";
import { Refusal } from "@/server/domain/refusal";
import { localClock } from "@/server/domain/zone";

export const GetInvoice = z.object({ invoiceId: z.uuid() });

/**
 * Everything the document page shows: the document as data, its buyer, related documents, payments,
 * and the state of e-mails and Stripe calls.
 * @throws Refusal NOT_FOUND
 */
export async function getInvoice(db: TenantRead, { invoiceId }: z.infer<typeof GetInvoice>) {
  const [found] = await db
    .select({
      invoice: invoices,
      accountKind: billingAccounts.kind,
      periodLabel: billingPeriods.label,
      timeZone: legalEntities.timeZone,
    })
    .from(invoices)
    .innerJoin(billingAccounts, eq(billingAccounts.id, invoices.billingAccountId))
    .innerJoin(legalEntities, eq(legalEntities.id, invoices.legalEntityId))
    .leftJoin(billingPeriods, eq(billingPeriods.id, invoices.billingPeriodId))
    .where(eq(invoices.id, invoiceId));
  if (!found) throw new Refusal("invoice_not_found");
  const { model: stored, ...invoice } = found.invoice;
  const model = readModel(stored);
  const received = await paymentsOf(db, invoiceId);
  const paidMinor = received.reduce(
    (sum, payment) => sum + (payment.currency === invoice.currency ? payment.amountMinor : 0n),
    0n,
  );
  const today = localClock(BigInt(Date.now()), found.timeZone).date;
  const isInvoice = invoice.documentType === "INVOICE";
  return {
    ...invoice,
    model,
    accountKind: found.accountKind,
    periodLabel: found.periodLabel,
    isOverdue: isInvoice && isOverdue({ state: invoice.state, dueDate: invoice.dueOn }, today),
    openMinor: isInvoice ? outstandingMinor(invoice, paidMinor) : 0n,
    creditNote: await documentWhere(db, eq(invoices.creditOf, invoiceId)),
    credited: invoice.creditOf === null ? null : await documentWhere(db, eq(invoices.id, invoice.creditOf)),
    payments: received,
    /** in the invoice's currency, less refunds */
    paidMinor,
    findings: (await findingsOf(db, invoiceId)).map(({ reference, ...finding }) => ({
      ...finding,
      payment: received.find((payment) => payment.reference === reference) ?? null,
    })),
    hasPaymentInstructions: hasPaymentInstructions(model.seller),
    ...(await deliveriesOf(db, invoiceId, invoice.billingAccountId)),
    history: await historyOf(db, invoiceId, isInvoice ? invoice.billingPeriodId : null),
  };
}

const paymentsOf = (db: TenantRead, invoiceId: string) =>
  db.select().from(payments).where(eq(payments.invoiceId, invoiceId)).orderBy(asc(payments.createdAt));

/**
 * Payment differences of the document, open ones first, then the newest; closed ones with their
 * reason.
 */
const findingsOf = (db: TenantRead, invoiceId: string) =>
  db
    .select({
      findingId: findings.id,
      code: findings.code,
      severity: findings.severity,
      /** of the payment concerned */
      reference: sql<string | null>`${findings.data}->>'reference'`,
      createdAt: findings.createdAt,
      resolvedAt: findings.resolvedAt,
      resolution: findings.resolution,
      /** null: it was closed automatically */
      resolvedBy: sql<string | null>`coalesce(${users.name}, ${users.email})`,
    })
    .from(findings)
    .leftJoin(users, eq(users.id, findings.resolvedBy))
    .where(and(isNull(findings.sessionId), eq(findings.invoiceId, invoiceId)))
    .orderBy(sql`${findings.resolvedAt} is not null`, desc(findings.createdAt));

async function documentWhere(db: TenantRead, condition: ReturnType<typeof eq>) {
  const [document] = await db
    .select({
      invoiceId: invoices.id,
      number: invoices.number,
      issuedOn: invoices.issuedOn,
      issuedAt: invoices.issuedAt,
      reason: invoices.creditReason,
    })
    .from(invoices)
    .where(condition);
  return document ?? null;
}

/** Files, e-mails and calls to Stripe, each in chronological order. */
async function deliveriesOf(db: TenantRead, invoiceId: string, accountId: string) {
  const files = await db
    .select({
      kind: invoiceFiles.kind,
      fileName: invoiceFiles.fileName,
      sha256: invoiceFiles.sha256,
      createdAt: invoiceFiles.createdAt,
    })
    .from(invoiceFiles)
    .where(eq(invoiceFiles.invoiceId, invoiceId));
  const emails = await db
    .select({
      deliveryId: emailDeliveries.id,
      template: emailDeliveries.template,
      recipient: emailDeliveries.recipient,
      state: emailDeliveries.state,
      attempts: emailDeliveries.attempts,
      lastError: emailDeliveries.lastError,
      createdAt: emailDeliveries.createdAt,
      sentAt: emailDeliveries.sentAt,
    })
    .from(emailDeliveries)
    .where(and(eq(emailDeliveries.subjectType, "invoice"), eq(emailDeliveries.subjectId, invoiceId)))
    .orderBy(asc(emailDeliveries.createdAt));
  const stripe = await db
    .select({
      operationId: stripeOperations.id,
      kind: stripeOperations.kind,
      state: stripeOperations.state,
      attempts: stripeOperations.attempts,
      lastError: stripeOperations.lastError,
      createdAt: stripeOperations.createdAt,
      finishedAt: stripeOperations.finishedAt,
    })
    .from(stripeOperations)
    .where(
      or(
        and(eq(stripeOperations.subjectType, "invoice"), eq(stripeOperations.subjectId, invoiceId)),
        and(eq(stripeOperations.subjectType, "account"), eq(stripeOperations.subjectId, accountId)),
      ),
    )
    .orderBy(asc(stripeOperations.createdAt));
  const fileOfKind = (kind: "pdf" | "csv") => files.find((file) => file.kind === kind) ?? null;
  return { file: fileOfKind("pdf"), sessionsFile: fileOfKind("csv"), emails, stripe: stripe.map(withErrorMessage) };
}

const ISSUE_ACTION = "billing.issue";

/**
 * Audit entries of a document, newest first. A document issued with its run shows the run's issue
 * entry.
 */
async function historyOf(db: TenantRead, invoiceId: string, periodId: string | null) {
  const own = eq(auditEntries.subjectId, invoiceId);
  const ofRun =
    periodId === null
      ? undefined
      : and(eq(auditEntries.action, "billing.issueRun"), eq(auditEntries.subjectId, periodId));
  const entries = await db.select().from(auditEntries).where(or(own, ofRun)).orderBy(desc(auditEntries.at)).limit(50);
  const wasIssuedAlone = entries.some(({ action }) => action === ISSUE_ACTION);
  return entries.flatMap((entry) => {
    if (entry.subjectId === invoiceId) return [entry];
    return wasIssuedAlone ? [] : [{ ...entry, action: ISSUE_ACTION }];
  });
}

/** The failure's message for display; the rest of the stored error is not returned. */
const withErrorMessage = <Row extends { lastError: unknown }>(row: Row) => ({
  ...row,
  lastError: z.object({ message: z.string() }).safeParse(row.lastError).data?.message ?? null,
});

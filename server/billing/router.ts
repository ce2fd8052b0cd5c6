import { router, tenantMutation, tenantQuery } from "@/server/trpc";
import { ageing } from "./ageing";
import { billingOverview } from "./billing-overview";
import { CloseDifference, closeDifference } from "./close-difference";
import { ClosePeriod, closePeriod, previewPeriod } from "./close-period";
import { DiscardDraft, discardDraft } from "./discard-draft";
import { GetInvoice, getInvoice } from "./get-invoice";
import { GetRun, getRun } from "./get-run";
import { InvoiceFile, invoiceFile } from "@/server/documents/invoice-file";
import { IssueCreditNote, issueCreditNote } from "./issue-credit-note";
import { IssueInvoice, IssueRun, issueInvoice, issueRun } from "./issue-invoice";
import { ListInvoices, listInvoices } from "./list-invoices";
import { RecordPayment, recordPayment } from "./record-payment";
import { RetryDelivery, retryDelivery } from "./retry-delivery";

export const billingRouter = router({
  overview: tenantQuery("invoice:read").query(({ ctx }) => billingOverview(ctx.db)),
  ageing: tenantQuery("invoice:read").query(({ ctx }) => ageing(ctx.db)),
  run: tenantQuery("invoice:read")
    .input(GetRun)
    .query(({ ctx, input }) => getRun(ctx.db, input)),
  list: tenantQuery("invoice:read")
    .input(ListInvoices)
    .query(({ ctx, input }) => listInvoices(ctx.db, input)),
  get: tenantQuery("invoice:read")
    .input(GetInvoice)
    .query(({ ctx, input }) => getInvoice(ctx.db, input)),
  file: tenantQuery("invoice:read")
    .input(InvoiceFile)
    .query(({ ctx, input }) => invoiceFile(ctx.db, input)),
  previewPeriod: tenantQuery("invoice:read")
    .input(ClosePeriod)
    .query(({ ctx, input }) => previewPeriod(ctx.db, input)),
  closePeriod: tenantMutation("invoice:write")
    .input(ClosePeriod)
    .mutation(({ ctx, input }) => closePeriod(ctx.db, input, ctx.actor.userId)),
  issue: tenantMutation("invoice:write")
    .input(IssueInvoice)
    .mutation(({ ctx, input }) => issueInvoice(ctx.db, input)),
  issueRun: tenantMutation("invoice:write")
    .input(IssueRun)
    .mutation(({ ctx, input }) => issueRun(ctx.db, input)),
  discardDraft: tenantMutation("invoice:write")
    .input(DiscardDraft)
    .mutation(({ ctx, input }) => discardDraft(ctx.db, input)),
  credit: tenantMutation("invoice:write")
    .input(IssueCreditNote)
    .mutation(({ ctx, input }) => issueCreditNote(ctx.db, input)),
  recordPayment: tenantMutation("payment:write")
    .input(RecordPayment)
    .mutation(({ ctx, input }) => recordPayment(ctx.db, input, ctx.actor.userId)),
  closeDifference: tenantMutation("payment:write")
    .input(CloseDifference)
    .mutation(({ ctx, input }) => closeDifference(ctx.db, ctx.actor, input)),
  retry: tenantMutation("invoice:write")
    .input(RetryDelivery)
    .mutation(({ ctx, input }) => retryDelivery(ctx.db, input)),
});

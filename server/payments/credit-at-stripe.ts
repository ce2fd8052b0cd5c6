import { eq } from "drizzle-orm";
import { payments } from "@/db/schema/payments";
import type { TenantRead, TenantWrite } from "@/db/tenant";
import { isCollectedByStripe } from "@/server/payments/collect-payment";
import type { OperationOf } from "@/server/payments/operation";
import { planOperation } from "@/server/payments/plan-operation";

type Credit = { invoiceId: string; creditNoteId: string; number: string; currency: string; grossMinor: bigint };

/**
 * The refunder of a credited invoice: Stripe automatically, finance by bank, or nobody because
 * nothing was paid.
 */
export type RefundBy = "stripe" | "finance" | "nobody";

/**
 * Plans, in the transaction that issues the credit note, to credit the invoice at Stripe after its
 * earlier calls: an open invoice is then no longer owed, one paid by card is refunded.
 */
export async function creditAtStripe(db: TenantWrite, credit: Credit): Promise<RefundBy> {
  const settlement = await settlementOf(db, credit.invoiceId);
  if (await isCollectedByStripe(db, credit.invoiceId)) {
    await planOperation(db, {
      kind: "credit_note.create",
      invoiceId: credit.invoiceId,
      creditNoteId: credit.creditNoteId,
      number: credit.number,
      currency: credit.currency,
      grossMinor: credit.grossMinor.toString(),
      settlement,
      after:
        settlement === "out_of_band"
          ? `invoice.pay_out_of_band:${credit.invoiceId}`
          : `invoice.finalize:${credit.invoiceId}`,
    });
  }
  return ({ unpaid: "nobody", refund: "stripe", out_of_band: "finance" } as const)[settlement];
}

/** How an invoice was paid, which decides how it is refunded. */
export async function settlementOf(
  db: TenantRead,
  invoiceId: string,
): Promise<OperationOf<"credit_note.create">["settlement"]> {
  const received = await db.select().from(payments).where(eq(payments.invoiceId, invoiceId));
  if (received.some((payment) => payment.rail === "stripe" && payment.amountMinor > 0n)) return "refund";
  return received.some((payment) => payment.rail === "bank_transfer") ? "out_of_band" : "unpaid";
}

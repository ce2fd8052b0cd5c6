import { eq } from "drizzle-orm";
import { z } from "zod";
import { invoices } from "@/db/schema/invoices";
import type { TenantWrite } from "@/db/tenant";
import { outstandingMinor } from "@/server/domain/invoice/state";
import { formatMoney, parseMoney } from "@/server/domain/money";
import { Refusal } from "@/server/domain/refusal";
import { isCollectedByStripe } from "@/server/payments/collect-payment";
import { planOperation } from "@/server/payments/plan-operation";
import { paidMinorOf, receivePayment } from "@/server/payments/receive-payment";

export const RecordPayment = z.object({
  invoiceId: z.uuid(),
  /** plain decimal text, "47.56" */
  amount: z.string().trim().min(1).max(30),
  receivedOn: z.iso.date(),
  /** the reference as printed on the bank statement */
  reference: z.string().trim().min(1, "Give the reference on the bank statement.").max(140),
});

/**
 * Records a bank transfer from the bank statement; the invoice is then paid. The amount must be the
 * whole open amount, partial payments are refused. Stripe, when it collects the invoice, is
 * notified that it was paid elsewhere.
 * @throws Refusal NOT_FOUND, INVALID, CONFLICT
 */
export async function recordPayment(
  db: TenantWrite,
  { invoiceId, amount, receivedOn, reference }: z.infer<typeof RecordPayment>,
  recordedBy: string | null,
): Promise<void> {
  const [invoice] = await db.select().from(invoices).where(eq(invoices.id, invoiceId)).for("update");
  if (!invoice) throw new Refusal("invoice_not_found");
  if (invoice.documentType === "CREDIT_NOTE") throw new Refusal("credit_note_not_payable");
  if (invoice.state !== "issued") {
    throw new Refusal("no_payment_open", { state: invoice.state });
  }
  const { currency } = invoice;
  const openMinor = outstandingMinor(invoice, await paidMinorOf(db, invoice));
  const parsed = parseMoney(amount, currency);
  if (!parsed.ok) {
    throw new Refusal("amount_malformed", { field: "amount", amount, currency });
  }
  if (parsed.money.minor !== openMinor) {
    const open = formatMoney({ minor: openMinor, currency }, "en");
    throw new Refusal("amount_not_open_amount", {
      field: "amount",
      open,
      openMinor: String(openMinor),
      currency,
    });
  }
  await receivePayment(db, invoice, {
    rail: "bank_transfer",
    amountMinor: openMinor,
    currency,
    receivedOn,
    reference,
    recordedBy,
  });
  if (await isCollectedByStripe(db, invoiceId)) {
    await planOperation(db, { kind: "invoice.pay_out_of_band", invoiceId, after: `invoice.finalize:${invoiceId}` });
  }
}

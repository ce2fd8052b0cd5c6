import { eq } from "drizzle-orm";
import { invoices } from "@/db/schema/invoices";
import type { TenantWrite } from "@/db/tenant";
import { closePeriod } from "@/server/billing/close-period";
import { issueRun } from "@/server/billing/issue-invoice";
import { recordPayment } from "@/server/billing/record-payment";
import { moneyToDecimal } from "@/server/domain/money";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The first instant of the month that lies `offset` months from that of `at`, UTC. */
export const firstOfMonth = (at: Date, offset: number): Date =>
  new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + offset, 1));

/**
 * Bills a month on the morning of the second of the next one. Before that morning, the month has
 * been billed early, on its last morning: else nothing would be unbilled on the first of a month.
 */
export async function billMonth(
  db: TenantWrite,
  legalEntityIds: readonly string[],
  month: Date,
  now: Date,
): Promise<void> {
  const end = firstOfMonth(month, 1).getTime();
  const onTheSecond = new Date(end + DAY_MS + 9 * HOUR_MS);
  const closedAt = onTheSecond < now ? onTheSecond : new Date(end - DAY_MS + 9 * HOUR_MS);
  for (const legalEntityId of legalEntityIds) {
    const input = { legalEntityId, month: month.toISOString().slice(0, 7), upToNow: true };
    const run = await closePeriod(db, input, null, closedAt);
    if (run.periodId !== null)
      await payMostInvoices(db, await issueRun(db, { periodId: run.periodId }, closedAt), closedAt, now);
  }
}

const UNPAID_EVERY = 5;

/** Most customers have paid by bank transfer some days later; every fifth has not yet. */
async function payMostInvoices(
  db: TenantWrite,
  issued: readonly { invoiceId: string; number: string }[],
  issuedAt: Date,
  now: Date,
): Promise<void> {
  for (const [index, { invoiceId, number }] of issued.entries()) {
    const receivedAt = new Date(issuedAt.getTime() + (3 + (index % 9)) * DAY_MS);
    if (index % UNPAID_EVERY === 0 || receivedAt > now) continue;
    const [invoice] = await db
      .select({ minor: invoices.grossMinor, currency: invoices.currency })
      .from(invoices)
      .where(eq(invoices.id, invoiceId));
    if (!invoice) continue;
    const receivedOn = receivedAt.toISOString().slice(0, 10);
    await recordPayment(
      db,
      { invoiceId, amount: moneyToDecimal(invoice), receivedOn, reference: `Transfer ${number}` },
      null,
    );
  }
}

import { eq } from "drizzle-orm";
import { stripeOperations } from "@/db/schema/payments";
import { billingAccounts } from "@/db/schema/billing-accounts";
import type { TenantRead, TenantWrite } from "@/db/tenant";
import { isStripeConfigured } from "@/server/payments/configured";
import type { Operation, OperationOf } from "@/server/payments/operation";
import { planOperation } from "@/server/payments/plan-operation";
import { isCollectable } from "@/server/payments/stripe-amount";

/** An issued invoice as payments need it. */
export type Collectable = {
  invoiceId: string;
  accountId: string;
  number: string;
  currency: string;
  grossMinor: bigint;
  daysUntilDue: number;
  /** of the seller, ISO 3166 alpha-2 */
  country: string;
  /** ISO instants */
  servicePeriod: { from: string; to: string };
  lines: OperationOf<"invoice.add_lines">["lines"];
};

/**
 * Stripe takes 250 lines an invoice; our lines are grouped, so more than this means an error
 * (billing: Stripe hazards).
 */
const MAX_INVOICE_LINES = 200;

/**
 * Plans, in the issuing transaction, the calls to Stripe that collect an invoice: customer, invoice
 * with our number, lines with our amounts, finalise. Each is an operation of its own and waits for
 * the one before.
 * @returns false when it is not collected through Stripe (no key, or an amount Stripe cannot take)
 */
export async function collectPayment(db: TenantWrite, invoice: Collectable): Promise<boolean> {
  const { invoiceId, accountId, currency } = invoice;
  const grossMinor = invoice.grossMinor.toString();
  const parts = invoice.lines.flatMap(({ netMinor, taxMinor }) => [BigInt(netMinor), BigInt(taxMinor)]);
  if (!isStripeConfigured() || invoice.lines.length > MAX_INVOICE_LINES) return false;
  if (!isCollectable(invoice.grossMinor, currency, parts)) return false;
  const after = await planCustomer(db, accountId);
  const saga: Operation[] = [
    {
      kind: "invoice.create",
      invoiceId,
      accountId,
      number: invoice.number,
      currency,
      daysUntilDue: invoice.daysUntilDue,
      after,
    },
    {
      kind: "invoice.add_lines",
      invoiceId,
      currency,
      country: invoice.country,
      periodFrom: invoice.servicePeriod.from,
      periodTo: invoice.servicePeriod.to,
      lines: invoice.lines,
      grossMinor,
      after: `invoice.create:${invoiceId}`,
    },
    { kind: "invoice.finalize", invoiceId, currency, grossMinor, after: `invoice.add_lines:${invoiceId}` },
  ];
  for (const operation of saga) await planOperation(db, operation);
  return true;
}

/** @returns the intent key to wait for, null when Stripe has the customer already */
async function planCustomer(db: TenantWrite, accountId: string): Promise<string | null> {
  const account = await accountOf(db, accountId);
  if (account.stripeCustomerId !== null) return null;
  await planOperation(db, customerOf(account));
  return `customer.create:${accountId}`;
}

type Account = typeof billingAccounts.$inferSelect;

async function accountOf(db: TenantRead, accountId: string): Promise<Account> {
  const [account] = await db.select().from(billingAccounts).where(eq(billingAccounts.id, accountId));
  if (!account) throw new Error("there is no such account");
  return account;
}

function customerOf({ id, name, email, street, postalCode, city, country, locale }: Account): Operation {
  const address = { street, postalCode, city, country };
  return { kind: "customer.create", accountId: id, name, email, ...address, locale, after: null };
}

/** The call that creates or updates an account at Stripe, with the account's present data. */
export const customerOperation = async (db: TenantRead, accountId: string): Promise<Operation> =>
  customerOf(await accountOf(db, accountId));

/** True when the invoice's collection through Stripe was planned. */
export async function isCollectedByStripe(db: TenantRead, invoiceId: string): Promise<boolean> {
  return (await db.$count(stripeOperations, eq(stripeOperations.intentKey, `invoice.create:${invoiceId}`))) > 0;
}

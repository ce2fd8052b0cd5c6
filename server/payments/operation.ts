/**
 * Our calls to Stripe as data, stored in the jsonb column `stripe_operations.params`. Amounts are
 * our minor units as text.
 */
import { z } from "zod";

const Minor = z.string().regex(/^-?\d+$/);

const StripeLine = z.object({
  description: z.string(),
  netMinor: Minor,
  taxMinor: Minor,
  vatPercent: z.string(),
  category: z.enum(["S", "Z", "AE", "O"]),
});

/** `after`: the intent key of the operation that must have succeeded before; null for none. */
const Common = z.object({ after: z.string().nullable() });

export const Operation = z.discriminatedUnion("kind", [
  Common.extend({
    kind: z.literal("customer.create"),
    accountId: z.string(),
    name: z.string(),
    email: z.string(),
    street: z.string().nullable(),
    postalCode: z.string().nullable(),
    city: z.string().nullable(),
    country: z.string(),
    locale: z.string(),
  }),
  Common.extend({
    kind: z.literal("invoice.create"),
    invoiceId: z.string(),
    accountId: z.string(),
    number: z.string(),
    currency: z.string(),
    daysUntilDue: z.number().int(),
  }),
  Common.extend({
    kind: z.literal("invoice.add_lines"),
    invoiceId: z.string(),
    currency: z.string(),
    country: z.string(),
    periodFrom: z.string(),
    periodTo: z.string(),
    lines: z.array(StripeLine),
    grossMinor: Minor,
  }),
  Common.extend({
    kind: z.literal("invoice.finalize"),
    invoiceId: z.string(),
    currency: z.string(),
    grossMinor: Minor,
  }),
  /** paid by bank transfer: the hosted page must no longer request payment */
  Common.extend({ kind: z.literal("invoice.pay_out_of_band"), invoiceId: z.string() }),
  Common.extend({
    kind: z.literal("credit_note.create"),
    invoiceId: z.string(),
    creditNoteId: z.string(),
    number: z.string(),
    currency: z.string(),
    grossMinor: Minor,
    /** unpaid: no longer owed; refund: Stripe refunds it; out_of_band: finance does */
    settlement: z.enum(["unpaid", "refund", "out_of_band"]),
  }),
]);

export type Operation = z.infer<typeof Operation>;
export type OperationKind = Operation["kind"];
export type OperationOf<Kind extends OperationKind> = Extract<Operation, { kind: Kind }>;

/** The intent of the call; each intent is planned at most once. */
export function intentKeyOf(operation: Operation): string {
  switch (operation.kind) {
    case "customer.create":
      return `customer.create:${operation.accountId}`;
    case "credit_note.create":
      return `credit_note.create:${operation.creditNoteId}`;
    case "invoice.create":
    case "invoice.add_lines":
    case "invoice.finalize":
    case "invoice.pay_out_of_band":
      return `${operation.kind}:${operation.invoiceId}`;
  }
}

/** The row of ours that the call concerns. */
export function subjectOf(operation: Operation): { subjectType: "account" | "invoice"; subjectId: string } {
  if (operation.kind === "customer.create") return { subjectType: "account", subjectId: operation.accountId };
  if (operation.kind === "credit_note.create") return { subjectType: "invoice", subjectId: operation.creditNoteId };
  return { subjectType: "invoice", subjectId: operation.invoiceId };
}

/**
 * An operation leased by this worker; no other worker calls Stripe for it until the lease expires.
 */
export type LeasedOperation = {
  id: string;
  tenantId: string;
  operation: Operation;
  /** the same for all attempts that may receive the first one's response */
  idempotencyKey: string;
  attempts: number;
  plannedAt: Date;
  mustResolve: boolean;
};

/** Outcome of a call. absent: the resolver proved that it never happened. */
export type CallResult =
  | { verdict: "done"; objectId: string; paymentUrl?: string | null; refundId?: string | null }
  | { verdict: "absent" }
  | { verdict: "retry" | "unknown" | "final"; message: string; code: string | null; requestId: string | null };

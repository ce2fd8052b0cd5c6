/** What happened to a document, from everything that is stored about it. Pure. */
import type { InvoiceDetail } from "../../_parts/invoice-types";

export type InvoiceEvent = { readonly key: string; readonly at: Date } & (
  | { readonly kind: "drafted" | "printed" | "printing" }
  | { readonly kind: "issued" | "credited"; readonly number: string }
  | { readonly kind: "email"; readonly email: InvoiceDetail["emails"][number] }
  | { readonly kind: "stripe"; readonly operation: InvoiceDetail["stripe"][number] }
  | { readonly kind: "payment"; readonly payment: InvoiceDetail["payments"][number] }
  | { readonly kind: "act"; readonly action: Act; readonly by: string | null }
);

/** Acts of people, to say who it was. */
export const ACTS = ["billing.issue", "billing.credit", "billing.recordPayment", "billing.retry"] as const;
export type Act = (typeof ACTS)[number];

/** In the order it happened; what has not finished stands where it began. */
export function eventsOf(invoice: InvoiceDetail): readonly InvoiceEvent[] {
  const { createdAt, creditNote } = invoice;
  const emails = invoice.emails.map(
    (email): InvoiceEvent => ({
      key: email.deliveryId,
      at: email.sentAt ?? email.createdAt,
      kind: "email",
      email,
    }),
  );
  const operations = invoice.stripe
    // the customer is made once, for the account's first invoice; later ones do not repeat it
    .filter(({ kind, createdAt: plannedAt }) => kind !== "customer.create" || plannedAt >= createdAt)
    .map((operation): InvoiceEvent => {
      const at = operation.finishedAt ?? operation.createdAt;
      return { key: operation.operationId, at, kind: "stripe", operation };
    });
  const payments = invoice.payments.map(
    (payment): InvoiceEvent => ({ key: payment.id, at: payment.createdAt, kind: "payment", payment }),
  );
  const acts = invoice.history.flatMap(({ id, at, action, actorName }): InvoiceEvent[] => {
    const known = ACTS.find((act) => act === action);
    return known ? [{ key: id, at, kind: "act", action: known, by: actorName }] : [];
  });
  const credited: InvoiceEvent[] = creditNote?.issuedAt
    ? [{ key: "credited", at: creditNote.issuedAt, kind: "credited", number: creditNote.number ?? "" }]
    : [];
  return [...birthOf(invoice), ...acts, ...payments, ...credited, ...operations, ...emails].sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
}

/** A credit note is issued as it is made; an invoice is a draft first. */
function birthOf({ documentType, createdAt, issuedAt, number, file }: InvoiceDetail): InvoiceEvent[] {
  // imported documents were issued before they came to us
  const draftedAt = issuedAt !== null && issuedAt < createdAt ? issuedAt : createdAt;
  const drafted: InvoiceEvent[] =
    documentType === "INVOICE" ? [{ key: "drafted", at: draftedAt, kind: "drafted" }] : [];
  if (issuedAt === null) return drafted;
  return [
    ...drafted,
    { key: "issued", at: issuedAt, kind: "issued", number: number ?? "" },
    file === null
      ? { key: "print", at: issuedAt, kind: "printing" }
      : { key: "print", at: file.createdAt, kind: "printed" },
  ];
}

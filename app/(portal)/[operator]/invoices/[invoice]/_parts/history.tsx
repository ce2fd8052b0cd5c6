"use client";

import { useTranslations } from "use-intl/react";
import { MoneyText } from "@/app/_ui/text/money-text";
import { TimeText } from "@/app/_ui/text/time-text";
import { Timeline, type TimelineEntry } from "@/app/_ui/chart/timeline";
import type { Tone } from "@/app/_ui/feedback/tone";
import type { InvoiceEvent } from "./events-of";
import { RetryButton } from "./retry-button";

type Translator = ReturnType<typeof useTranslations<"invoices">>;
type EmailDelivery = Extract<InvoiceEvent, { kind: "email" }>["email"];
type Operation = Extract<InvoiceEvent, { kind: "stripe" }>["operation"];

const EMAIL_TEMPLATES = ["invoice-issued", "credit-note-issued", "payment-received"] as const;
const STRIPE = [
  "customer.create",
  "invoice.create",
  "invoice.add_lines",
  "invoice.finalize",
  "invoice.pay_out_of_band",
  "credit_note.create",
] as const;

const EMAIL_TONE: Readonly<Record<EmailDelivery["state"], Tone>> = { queued: "live", sent: "good", failed: "bad" };
const STRIPE_TONE: Readonly<Record<Operation["state"], Tone>> = {
  planned: "idle",
  in_flight: "live",
  succeeded: "good",
  failed_retryable: "warn",
  failed_final: "bad",
  unknown: "warn",
};

/** The life of a document, with what failed and the button that tries it again. */
export function History({
  events,
  invoiceId,
  zone,
  mayRetry,
}: {
  events: readonly InvoiceEvent[];
  invoiceId: string;
  /** the issuer's own */
  zone: string;
  mayRetry: boolean;
}) {
  const t = useTranslations("invoices");
  const entries = events.map((event) => ({
    key: event.key,
    at: <TimeText at={event.at} zone={zone} style="full" />,
    ...historyEntry(event, t, mayRetry, invoiceId),
  }));
  return (
    <div className="max-w-180">
      <Timeline label={t("history.label")} entries={entries} />
    </div>
  );
}

type HistoryEntry = Pick<TimelineEntry, "title" | "tone" | "detail">;

function historyEntry(event: InvoiceEvent, t: Translator, mayRetry: boolean, invoiceId: string): HistoryEntry {
  switch (event.kind) {
    case "drafted":
      return { title: t("history.drafted"), tone: "idle" };
    case "printed":
      return { title: t("history.printed"), tone: "good" };
    case "printing":
      return {
        title: t("history.printing"),
        tone: "live",
        detail: mayRetry && <RetryButton what={{ what: "document", invoiceId }} label={t("page.makePdf")} />,
      };
    case "issued":
      return { title: t("history.issued", { number: event.number }), tone: "good" };
    case "credited":
      return { title: t("history.creditedBy", { number: event.number }), tone: "warn" };
    case "email":
      return emailEntry(event.email, t, mayRetry);
    case "stripe":
      return stripeEntry(event.operation, t, mayRetry);
    case "payment":
      return paymentEntry(event.payment, t);
    case "act":
      return {
        title: t(`history.acts.${event.action}`),
        tone: "idle",
        detail: event.by === null ? undefined : t("history.actor", { name: event.by }),
      };
  }
}

function emailEntry(email: EmailDelivery, t: Translator, mayRetry: boolean): HistoryEntry {
  const { deliveryId, recipient, state, attempts, lastError } = email;
  const name = EMAIL_TEMPLATES.find((known) => known === email.template) ?? "other";
  return {
    tone: EMAIL_TONE[state],
    title: `${t(`history.email.${name}`)}: ${t(`history.emailStates.${state}`)}`,
    detail: (
      <Trouble error={state === "sent" ? null : lastError} attempts={state === "sent" ? 0 : attempts}>
        {t("history.emailTo", { recipient })}
        {state === "failed" && mayRetry && <RetryButton what={{ what: "email", deliveryId }} />}
      </Trouble>
    ),
  };
}

function stripeEntry(operation: Operation, t: Translator, mayRetry: boolean): HistoryEntry {
  const { operationId, state, attempts, lastError } = operation;
  const kind = STRIPE.find((known) => known === operation.kind) ?? "other";
  const isStuck = state === "failed_final" || state === "failed_retryable" || state === "unknown";
  return {
    tone: STRIPE_TONE[state],
    title: `${t(`history.stripe.${kind}`)}: ${t(`history.stripeStates.${state}`)}`,
    detail: isStuck && (
      <Trouble error={lastError} attempts={attempts}>
        {mayRetry && <RetryButton what={{ what: "stripe", operationId }} />}
      </Trouble>
    ),
  };
}

function paymentEntry(payment: Extract<InvoiceEvent, { kind: "payment" }>["payment"], t: Translator): HistoryEntry {
  const { rail, reference, amountMinor, currency } = payment;
  return {
    tone: "good",
    title: (
      <>
        {t(`page.rails.${rail}`)}: <MoneyText minor={amountMinor} currency={currency} />
      </>
    ),
    detail: rail === "stripe" ? t("history.paidByStripe") : t("history.paidByBank", { reference }),
  };
}

function Trouble({ error, attempts, children }: { error: string | null; attempts: number; children: React.ReactNode }) {
  const t = useTranslations("invoices.history");
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {error !== null && <span className="min-w-0 break-words text-bad-text">{error}</span>}
      {attempts > 1 && <span>{t("attempts", { count: attempts })}</span>}
      {children}
    </span>
  );
}

import { ExternalLink } from "lucide-react";
import { formatDay } from "@/app/_i18n/format-time";
import { getLocale } from "@/app/_i18n/request";
import { getTranslator } from "@/app/_i18n/translator";
import { CopyButton } from "@/app/_ui/action/copy-button";
import { Notice } from "@/app/_ui/feedback/notice";
import { TextLink } from "@/app/_ui/action/text-link";
import type { InvoiceDetail } from "../../_parts/invoice-types";

/** What a person must know of this document before anything else; nothing when all is well. */
export async function DocumentNotices({ operator, invoice }: { operator: string; invoice: InvoiceDetail }) {
  const [t, locale] = await Promise.all([getTranslator("invoices"), getLocale()]);
  const { state, creditNote, dueOn, paymentUrl, payments } = invoice;
  return (
    <div className="mb-4 grid gap-2 empty:hidden">
      {state === "draft" && <Notice>{t("page.draftNotice")}</Notice>}
      {state === "draft" && !invoice.hasPaymentInstructions && <Notice tone="warn">{t("page.noWayToPay")}</Notice>}
      {invoice.isOverdue && dueOn !== null && (
        <Notice tone="bad">{t("page.overdueNotice", { date: formatDay(dueOn, locale) })}</Notice>
      )}
      {creditNote && (
        <Notice tone="warn">
          <TextLink href={`/${operator}/invoices/${creditNote.invoiceId}`}>
            {t("page.creditedBy", { number: creditNote.number ?? "" })}
          </TextLink>
          {creditNote.reason !== null && <> · {creditNote.reason}</>}
          <p>{t(`act.refund.${refundBy(payments)}`)}</p>
        </Notice>
      )}
      {state === "issued" && invoice.documentType === "INVOICE" && paymentUrl !== null && (
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 text-sm">
          <span className="text-muted">{t("page.payLink")}</span>
          <span className="flex max-w-full min-w-0 items-center gap-x-2">
            <a
              href={paymentUrl}
              target="_blank"
              rel="noreferrer"
              className="inline-flex min-w-0 items-center gap-1 text-accent-text hover:underline"
            >
              <span className="max-w-100 min-w-0 truncate">{paymentUrl}</span>
              <ExternalLink aria-hidden className="size-3.5 shrink-0" />
            </a>
            <CopyButton value={paymentUrl} what={t("page.copyPayLink")} />
          </span>
        </p>
      )}
    </div>
  );
}

/** How the money of a credited invoice goes back is how it came. */
function refundBy(payments: InvoiceDetail["payments"]): "stripe" | "finance" | "nobody" {
  if (payments.some(({ rail }) => rail === "stripe")) return "stripe";
  return payments.length > 0 ? "finance" : "nobody";
}

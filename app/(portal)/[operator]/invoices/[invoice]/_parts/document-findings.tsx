import { formatDay } from "@/app/_i18n/format-time";
import { LOCALE_TAGS } from "@/app/_i18n/locale";
import { getLocale } from "@/app/_i18n/request";
import { getTranslator } from "@/app/_i18n/translator";
import { formatMoney } from "@/server/domain/money";
import { FindingList } from "../../../_parts/finding-list";
import { getFindingText } from "../../../_parts/finding-text";
import type { InvoiceDetail } from "../../_parts/invoice-types";
import { CloseDifferenceDialog } from "./close-difference-dialog";

type Difference = InvoiceDetail["findings"][number];

/**
 * What wants a person about this document: money that differs from it, and doubts about its tax.
 */
export async function DocumentFindings({ invoice, mayClose }: { invoice: InvoiceDetail; mayClose: boolean }) {
  const shown = [...(await differencesOf(invoice, mayClose)), ...(await doubtsOf(invoice))];
  if (shown.length === 0) return null;
  return (
    <div className="mb-4">
      <FindingList findings={shown} zone={invoice.model.timeZone} />
    </div>
  );
}

async function differencesOf(invoice: InvoiceDetail, mayClose: boolean) {
  const [t, labels, findingText, locale] = await Promise.all([
    getTranslator("invoices"),
    getTranslator("labels"),
    getFindingText(),
    getLocale(),
  ]);
  const money = (minor: bigint, currency: string) => formatMoney({ minor, currency }, LOCALE_TAGS[locale]);
  const came = ({ payment }: Difference) =>
    payment &&
    t("finding.came", {
      amount: money(payment.amountMinor, payment.currency),
      date: formatDay(payment.receivedOn, locale),
      reference: payment.reference,
    });
  const inAll = t("finding.inAll", {
    paid: money(invoice.paidMinor, invoice.currency),
    requested: money(invoice.grossMinor, invoice.currency),
  });
  const outcomeOf = ({ resolution, resolvedBy }: Difference) => {
    if (resolution === null) return null;
    if (resolvedBy !== null) return labels("finding.closedBy", { name: resolvedBy, note: resolution });
    return resolution === "paid" || resolution === "refunded" ? t(`finding.outcome.${resolution}`) : resolution;
  };
  const open = invoice.findings.filter(({ resolvedAt }) => resolvedAt === null);
  return invoice.findings.map((finding) => ({
    key: finding.findingId,
    severity: finding.severity,
    sentence: findingText(finding.code),
    facts: [came(finding), finding.resolvedAt === null && inAll].filter(Boolean).join(" "),
    at: finding.resolvedAt ?? finding.createdAt,
    isClosed: finding.resolvedAt !== null,
    outcome: outcomeOf(finding),
    // they are closed together, so one of them carries the button
    act: mayClose && finding === open[0] && <CloseDifferenceDialog invoiceId={invoice.id} count={open.length} />,
  }));
}

/**
 * As the document was drawn up: on a draft they are to be looked at, afterwards they are a note.
 */
async function doubtsOf({ state, model }: InvoiceDetail) {
  const t = await getTranslator("invoices");
  const seen = new Map(model.findings.map((finding) => [JSON.stringify(finding), finding]));
  return [...seen].map(([key, { code, data }]) => ({
    key,
    severity: state === "draft" && code !== "FOREIGN_SITE" ? ("warning" as const) : ("info" as const),
    sentence: t(`close.finding.${code}`),
    facts: Object.values(data).join(", "),
    at: null,
    isClosed: false,
  }));
}

import { ReceiptText } from "lucide-react";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { formatInstant } from "@/app/_i18n/format-time";
import { getLocale } from "@/app/_i18n/request";
import { getTranslator } from "@/app/_i18n/translator";
import { LiveRefresh } from "@/app/_trpc/live";
import { orNotFound, portal } from "@/app/_trpc/server";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { MoneyText } from "@/app/_ui/text/money-text";
import { Notice } from "@/app/_ui/feedback/notice";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Stat, StatRow } from "@/app/_ui/layout/stat";
import { may } from "@/server/domain/access/may";
import { idInAddress } from "../../../_parts/id-in-address";
import { InvoiceTable } from "../../../_parts/invoice-table";
import { pageOf, type Query } from "../../../_parts/query";
import type { RunDetail } from "../../_parts/invoice-types";
import { IssueAll } from "./_parts/issue-all";
import { RunProgress } from "./_parts/run-progress";

type Props = {
  readonly params: Promise<{ operator: string; run: string }>;
  readonly searchParams: Promise<Query>;
};

export async function generateMetadata({ params }: Props) {
  const { operator, run } = await params;
  const [t, api] = await Promise.all([getTranslator("invoices"), portal(operator)]);
  const { label } = await orNotFound(api.billing.run({ periodId: idInAddress(run) }));
  return { title: t("runPage.title", { label }) };
}

/** One billing run: its drafts, the button that issues them all, and how far they have gone out. */
export default async function RunPage({ params, searchParams }: Props) {
  const [{ operator, run: requested }, query] = await Promise.all([params, searchParams]);
  const periodId = idInAddress(requested);
  const [t, locale, api] = await Promise.all([getTranslator("invoices"), getLocale(), portal(operator)]);
  const [run, page, membership] = await Promise.all([
    orNotFound(api.billing.run({ periodId })),
    orNotFound(api.billing.list({ periodId, documentType: "INVOICE", limit: 100, ...pageOf(query) })),
    orNotFound(api.operators.current()),
  ]);
  const { draft } = run.invoices;
  const day = (at: Date) => formatInstant(at, run.timeZone, locale, "date");
  const covers = t("runPage.covers", { from: day(run.fromAt), to: day(new Date(run.toAt.getTime() - 1)) });
  return (
    <ClientMessages areas={["invoices"]}>
      <LiveRefresh topics={["invoices"]} />
      <PageHeader
        title={t("runPage.title", { label: run.label })}
        crumbs={[
          { label: t("title"), href: `/${operator}/invoices` },
          { label: t("run.title"), href: `/${operator}/invoices/runs` },
        ]}
        description={`${run.seller} · ${covers}`}
        actions={draft > 0 && may(membership.role, "invoice:write") && <IssueAll periodId={periodId} count={draft} />}
      />
      <div className="grid gap-4">
        {draft > 0 && <Notice title={t("runPage.drafts", { count: draft })}>{t("runPage.issueText")}</Notice>}
        <Totals run={run} />
        <RunProgress run={run} />
        <InvoiceTable
          operator={operator}
          page={page}
          leaveOut={["period", "type", "seller"]}
          empty={
            <EmptyState icon={<ReceiptText aria-hidden />} title={t("runPage.noneTitle")}>
              {t("runPage.none")}
            </EmptyState>
          }
        />
      </div>
    </ClientMessages>
  );
}

async function Totals({ run }: { run: RunDetail }) {
  const t = await getTranslator("invoices");
  const count = Object.values(run.invoices).reduce((whole, part) => whole + part, 0);
  return run.totals.map(({ currency, netMinor, taxMinor, grossMinor }) => (
    <StatRow key={currency}>
      <Stat label={t("run.invoices")} value={count} />
      <Stat label={t("run.sessions")} value={run.sessionCount} />
      <Stat label={t("run.net")} value={<MoneyText minor={netMinor} currency={currency} />} />
      <Stat label={t("run.vat")} value={<MoneyText minor={taxMinor} currency={currency} />} />
      <Stat label={t("run.gross")} value={<MoneyText minor={grossMinor} currency={currency} />} />
    </StatRow>
  ));
}

import { CalendarCheck, Download, History, ReceiptText } from "lucide-react";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { getTranslator } from "@/app/_i18n/translator";
import { LiveRefresh } from "@/app/_trpc/live";
import { orNotFound, portal } from "@/app/_trpc/server";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { LinkButton } from "@/app/_ui/action/link-button";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { may } from "@/server/domain/access/may";
import { exportAddress, type Query } from "../_parts/query";
import { AgeingStrip } from "./_parts/ageing-strip";
import { DocumentList } from "./_parts/document-list";
import { FILTER_NAMES, readQuery } from "./_parts/invoice-query";

type Props = { readonly params: Promise<{ operator: string }>; readonly searchParams: Promise<Query> };

export async function generateMetadata() {
  const t = await getTranslator("invoices");
  return { title: t("title") };
}

/** Every document, what is owed, and the way to bill a month. */
export default async function InvoicesPage({ params, searchParams }: Props) {
  const [{ operator }, query] = await Promise.all([params, searchParams]);
  const t = await getTranslator("invoices");
  const api = await portal(operator);
  const [page, ageing, membership] = await Promise.all([
    orNotFound(api.billing.list(readQuery(query))),
    orNotFound(api.billing.ageing()),
    orNotFound(api.operators.current()),
  ]);
  const base = `/${operator}/invoices`;
  const isFiltered = FILTER_NAMES.some((name) => query[name] !== undefined);
  const bill = may(membership.role, "invoice:write") && (
    <LinkButton variant="primary" href={`${base}/runs/new`} icon={<CalendarCheck aria-hidden />}>
      {t("newRun")}
    </LinkButton>
  );
  return (
    <ClientMessages areas={["invoices"]}>
      <LiveRefresh topics={["invoices"]} />
      <PageHeader
        title={t("title")}
        status={<AgeingStrip base={base} ageing={ageing} />}
        actions={
          <>
            <LinkButton
              href={exportAddress(operator, "invoices", query, FILTER_NAMES)}
              download=""
              title={t("exportHint")}
              icon={<Download aria-hidden />}
            >
              {t("exportAll")}
            </LinkButton>
            <LinkButton href={`${base}/runs`} icon={<History aria-hidden />}>
              {t("runs")}
            </LinkButton>
            {bill}
          </>
        }
      />
      <DocumentList
        operator={operator}
        page={page}
        empty={
          <EmptyState
            icon={<ReceiptText aria-hidden />}
            title={t(isFiltered ? "noneTitle" : "emptyTitle")}
            action={!isFiltered && bill}
          >
            {t(isFiltered ? "none" : "empty")}
          </EmptyState>
        }
      />
    </ClientMessages>
  );
}

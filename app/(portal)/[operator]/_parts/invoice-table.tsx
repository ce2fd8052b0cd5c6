"use client";

import { type ReactNode, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl/react";
import { formatDay } from "@/app/_i18n/format-time";
import type { Locale } from "@/app/_i18n/locale";
import type { portal } from "@/app/_trpc/server";
import { DataTable } from "@/app/_ui/table/data-table";
import type { Column } from "@/app/_ui/table/data-table-types";
import { MoneyText } from "@/app/_ui/text/money-text";
import { NumberText } from "@/app/_ui/text/number-text";
import { Status } from "@/app/_ui/feedback/status-dot";
import type { Tone } from "@/app/_ui/feedback/tone";
import { InvoiceStatus } from "./invoice-status";

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof portal>>["billing"]["list"]>>;
export type InvoiceRow = Page["rows"][number];
type Translator = ReturnType<typeof useTranslations<"invoices">>;

const MAIL_TONE: Readonly<Record<InvoiceRow["delivery"], Tone>> = {
  none: "idle",
  pending: "live",
  sent: "good",
  failed: "bad",
};

/** Documents, newest first. `leaveOut`: columns that say the same in every row of this list. */
export function InvoiceTable({
  operator,
  page,
  leaveOut = [],
  height = "page",
  empty,
}: {
  operator: string;
  page: Page;
  leaveOut?: readonly string[];
  height?: "page" | "content";
  empty: ReactNode;
}) {
  const t = useTranslations("invoices");
  const columns = useInvoiceColumns(leaveOut);
  return (
    <DataTable
      label={t("title")}
      columns={columns}
      rows={page.rows}
      rowKey={(row) => row.invoiceId}
      rowName={(row) => row.number ?? `${t("draft")} ${row.accountName}`}
      rowHref={(row) => `/${operator}/invoices/${row.invoiceId}`}
      rowTone={(row) => (row.state === "credited" ? "quiet" : undefined)}
      pager={{ before: null, after: page.after, shown: page.rows.length }}
      height={height}
      empty={empty}
    />
  );
}

/** The columns, also for the chooser. */
export function useInvoiceColumns(leaveOut: readonly string[] = []): readonly Column<InvoiceRow>[] {
  const t = useTranslations("invoices");
  const locale = useLocale();
  const left = leaveOut.join();
  return useMemo(() => columnsOf(t, locale).filter(({ id }) => !left.split(",").includes(id)), [t, locale, left]);
}

function columnsOf(t: Translator, locale: Locale): readonly Column<InvoiceRow>[] {
  const day = (text: string | null) =>
    text === null ? "–" : <span className="figures">{formatDay(text, locale)}</span>;
  return [
    {
      id: "number",
      header: t("columns.number"),
      cell: (row) => row.number ?? <span className="font-normal text-muted">{t("draft")}</span>,
    },
    { id: "account", header: t("columns.account"), card: "title", truncate: true, cell: (row) => row.accountName },
    {
      id: "state",
      header: t("columns.state"),
      card: "status",
      cell: (row) => <InvoiceStatus state={row.state} isOverdue={row.isOverdue} />,
    },
    { id: "seller", header: t("columns.seller"), truncate: true, card: "none", cell: (row) => row.seller },
    { id: "type", header: t("columns.type"), cell: (row) => t(`types.${row.documentType}`) },
    { id: "kind", header: t("columns.kind"), hidden: true, cell: (row) => t(`kindOf.${row.accountKind}`) },
    { id: "period", header: t("columns.period"), card: "none", cell: (row) => row.periodLabel ?? "–" },
    { id: "issued", header: t("columns.issued"), card: "none", cell: (row) => day(row.issuedOn) },
    { id: "due", header: t("columns.due"), cell: (row) => day(row.dueOn) },
    {
      id: "sessions",
      header: t("columns.sessions"),
      align: "end",
      card: "none",
      cell: (row) => <NumberText value={row.recordCount} />,
    },
    {
      id: "mail",
      header: t("columns.mail"),
      card: "none",
      cell: (row) =>
        row.delivery === "none" ? (
          <span className="text-faint">–</span>
        ) : (
          <Status tone={MAIL_TONE[row.delivery]}>{t(`delivery.${row.delivery}`)}</Status>
        ),
    },
    {
      id: "net",
      header: t("columns.net"),
      align: "end",
      hidden: true,
      cell: (row) => <MoneyText minor={row.netMinor} currency={row.currency} />,
    },
    {
      id: "gross",
      header: t("columns.gross"),
      align: "end",
      cell: (row) => <MoneyText minor={row.grossMinor} currency={row.currency} />,
    },
  ];
}

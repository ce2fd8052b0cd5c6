"use client";

import { Zap } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Badge } from "@/app/_ui/feedback/badge";
import { DataTable } from "@/app/_ui/table/data-table";
import type { Column, Pager } from "@/app/_ui/table/data-table-types";
import { DurationText } from "@/app/_ui/text/duration-text";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { EnergyText } from "@/app/_ui/text/energy-text";
import { MoneyText } from "@/app/_ui/text/money-text";
import { TimeText } from "@/app/_ui/text/time-text";
import type { InvoiceDetail } from "../../_parts/invoice-types";

type Row = InvoiceDetail["model"]["annex"][number];

/** The sessions on the document, as they were; each leads to what it is now. */
export function AnnexTable({
  operator,
  rows,
  pager,
  currency,
}: {
  operator: string;
  rows: readonly Row[];
  pager: Pager;
  currency: string;
}) {
  const t = useTranslations("invoices.page");
  const columns: readonly Column<Row>[] = [
    {
      id: "session",
      header: t("session"),
      card: "title",
      cell: (row) => (
        <span className="inline-flex items-center gap-2">
          #{row.sessionNumber}
          {row.isCredit && <Badge mark={false}>{t("isCredit")}</Badge>}
        </span>
      ),
    },
    { id: "station", header: t("station"), truncate: true, cell: (row) => `${row.station}, ${row.site}` },
    { id: "token", header: t("token"), cell: (row) => <span className="font-mono text-xs">{row.token ?? "–"}</span> },
    { id: "start", header: t("start"), cell: (row) => <TimeText at={row.startedAt} zone={row.timeZone} /> },
    {
      id: "duration",
      header: t("duration"),
      align: "end",
      cell: (row) => <DurationText seconds={(Date.parse(row.endedAt) - Date.parse(row.startedAt)) / 1000} />,
    },
    { id: "energy", header: t("energy"), align: "end", cell: (row) => <EnergyText milliWh={row.energyMilliWh} /> },
    {
      id: "net",
      header: t("net"),
      align: "end",
      cell: (row) => <MoneyText minor={row.netMinor} currency={currency} />,
    },
    {
      id: "gross",
      header: t("gross"),
      align: "end",
      card: "status",
      cell: (row) => <MoneyText minor={row.grossMinor} currency={currency} />,
    },
  ];
  return (
    <DataTable
      label={t("tabs.sessions")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.recordId}
      rowName={(row) => `#${row.sessionNumber}`}
      rowHref={(row) => `/${operator}/sessions/${row.sessionId}`}
      pager={pager}
      empty={<EmptyState icon={<Zap aria-hidden />} title={t("noSessions")} />}
    />
  );
}

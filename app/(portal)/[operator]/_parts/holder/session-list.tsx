"use client";

import { Zap } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { DataTable } from "@/app/_ui/table/data-table";
import type { Column } from "@/app/_ui/table/data-table-types";
import { DurationText } from "@/app/_ui/text/duration-text";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { EnergyText } from "@/app/_ui/text/energy-text";
import { MoneyText } from "@/app/_ui/text/money-text";
import { Status } from "@/app/_ui/feedback/status-dot";
import { TimeText } from "@/app/_ui/text/time-text";
import type { HolderSessions } from "./holder-types";

type Row = HolderSessions["rows"][number];

/** The sessions of a holder's tokens, newest first. */
export function SessionList({ operator, page }: { operator: string; page: HolderSessions }) {
  const t = useTranslations("drivers.sessions");
  const columns: readonly Column<Row>[] = [
    { id: "number", header: t("number"), card: "title", cell: (row) => `#${row.number}` },
    { id: "station", header: t("station"), truncate: true, cell: (row) => `${row.stationName}, ${row.siteName}` },
    { id: "token", header: t("token"), cell: (row) => <span className="font-mono text-xs">{row.tokenUid}</span> },
    { id: "start", header: t("start"), cell: (row) => <TimeText at={row.startedAt} zone={row.timeZone} /> },
    { id: "duration", header: t("duration"), align: "end", cell: (row) => <Duration row={row} /> },
    {
      id: "energy",
      header: t("energy"),
      align: "end",
      cell: (row) => (row.energyMilliWh === null ? "–" : <EnergyText milliWh={row.energyMilliWh} digits={2} />),
    },
    { id: "cost", header: t("cost"), align: "end", card: "status", cell: (row) => <Cost row={row} /> },
  ];
  return (
    <DataTable
      label={t("number")}
      columns={columns}
      rows={page.rows}
      rowKey={(row) => row.sessionId}
      rowName={(row) => `#${row.number}`}
      rowHref={(row) => `/${operator}/sessions/${row.sessionId}`}
      pager={{ before: null, after: page.after, shown: page.rows.length }}
      empty={
        <EmptyState icon={<Zap aria-hidden />} title={t("emptyTitle")}>
          {t("empty")}
        </EmptyState>
      }
    />
  );
}

function Duration({ row }: { row: Row }) {
  if (row.endedAt === null) return "–";
  return <DurationText seconds={(row.endedAt.getTime() - row.startedAt.getTime()) / 1000} />;
}

function Cost({ row }: { row: Row }) {
  const t = useTranslations("drivers.sessions");
  if (row.state === "active") {
    return (
      <Status tone="live" moving>
        {t("running")}
      </Status>
    );
  }
  if (row.grossMinor === null || row.currency === null) return <span className="text-muted">{t("pending")}</span>;
  return <MoneyText minor={row.grossMinor} currency={row.currency} />;
}

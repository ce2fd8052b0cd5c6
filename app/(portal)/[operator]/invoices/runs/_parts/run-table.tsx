"use client";

import { History } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Badge } from "@/app/_ui/feedback/badge";
import { DataTable } from "@/app/_ui/table/data-table";
import type { Column } from "@/app/_ui/table/data-table-types";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { MoneyText } from "@/app/_ui/text/money-text";
import { NumberText } from "@/app/_ui/text/number-text";
import { Status } from "@/app/_ui/feedback/status-dot";
import { TimeText } from "@/app/_ui/text/time-text";
import type { RunRow } from "../../_parts/invoice-types";

/** The runs of one company, newest first. */
export function RunTable({
  base,
  runs,
  zone,
  seller,
}: {
  base: string;
  runs: readonly RunRow[];
  zone: string;
  seller: string;
}) {
  const t = useTranslations("invoices");
  const columns: readonly Column<RunRow>[] = [
    {
      id: "label",
      header: t("run.label"),
      card: "title",
      cell: (run) => (
        <span className="inline-flex items-center gap-2">
          {run.label}
          {run.isInterim && <Badge mark={false}>{t("run.interim")}</Badge>}
        </span>
      ),
    },
    {
      id: "closed",
      header: t("run.closed"),
      cell: (run) => <TimeText at={run.closedAt} zone={zone} />,
    },
    {
      id: "invoices",
      header: t("run.invoices"),
      align: "end",
      cell: (run) => <NumberText value={run.draftCount + run.issuedCount + run.paidCount + run.creditedCount} />,
    },
    { id: "state", header: t("state"), card: "status", cell: (run) => <RunState run={run} /> },
    { id: "gross", header: t("run.gross"), align: "end", cell: (run) => <Sums run={run} of="grossMinor" /> },
    { id: "open", header: t("run.open"), align: "end", cell: (run) => <Sums run={run} of="openMinor" /> },
  ];
  return (
    <DataTable
      label={`${t("run.past")}: ${seller}`}
      columns={columns}
      rows={runs}
      rowKey={(run) => run.periodId}
      rowName={(run) => run.label}
      rowHref={(run) => `${base}/${run.periodId}`}
      height="content"
      empty={
        <EmptyState icon={<History aria-hidden />} title={t("run.noneTitle")}>
          {t("run.none")}
        </EmptyState>
      }
    />
  );
}

function RunState({ run }: { run: RunRow }) {
  const t = useTranslations("invoices");
  if (run.draftCount > 0) return <Status tone="warn">{t("run.draftCount", { count: run.draftCount })}</Status>;
  if (run.issuedCount > 0) return <Status tone="live">{t("states.issued")}</Status>;
  if (run.paidCount > 0) return <Status tone="good">{t("states.paid")}</Status>;
  return <Status tone="idle">{t("states.credited")}</Status>;
}

function Sums({ run, of }: { run: RunRow; of: "grossMinor" | "openMinor" }) {
  if (run.totals.length === 0) return "–";
  return run.totals.map((total) => (
    <span key={total.currency} className="not-first:ml-3">
      <MoneyText minor={total[of]} currency={total.currency} />
    </span>
  ));
}

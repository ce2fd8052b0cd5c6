"use client";

import { useTranslations } from "use-intl/react";
import { DataTable } from "@/app/_ui/table/data-table";
import type { Column } from "@/app/_ui/table/data-table-types";
import { MoneyText } from "@/app/_ui/text/money-text";
import { Status } from "@/app/_ui/feedback/status-dot";
import type { BillingRun } from "../../../_parts/invoice-types";
import { accountColumns, accountKey } from "../../_parts/account-columns";

type Row = BillingRun["invoices"][number];

const FINDINGS = ["VAT_ID_MISSING", "VAT_ID_MALFORMED", "FOREIGN_SITE", "SELLER_OUTSIDE_EU"] as const;

/** The invoices that closing would make. */
export function PreviewTable({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations("invoices");
  const amount = (id: "netMinor" | "taxMinor" | "grossMinor", header: string): Column<Row> => ({
    id,
    header,
    align: "end",
    ...(id === "grossMinor" ? { card: "status" as const } : {}),
    cell: (row) => <MoneyText minor={row[id]} currency={row.currency} />,
  });
  const columns: readonly Column<Row>[] = [
    ...accountColumns<Row>(t),
    amount("netMinor", t("run.net")),
    amount("taxMinor", t("run.vat")),
    amount("grossMinor", t("run.gross")),
    { id: "findings", header: t("close.findings"), cell: (row) => <Findings codes={row.findings} /> },
  ];
  return (
    <DataTable
      label={t("close.title")}
      columns={columns}
      rows={rows}
      rowKey={accountKey}
      rowName={(row) => row.accountName}
      height="content"
      empty={null}
    />
  );
}

function Findings({ codes }: { codes: readonly string[] }) {
  const t = useTranslations("invoices.close.finding");
  const known = FINDINGS.filter((code) => codes.includes(code));
  if (known.length === 0) return <span className="text-faint">–</span>;
  return known.map((code) => (
    <span key={code} className="mr-3">
      <Status tone={code === "FOREIGN_SITE" ? "idle" : "warn"}>{t(code)}</Status>
    </span>
  ));
}

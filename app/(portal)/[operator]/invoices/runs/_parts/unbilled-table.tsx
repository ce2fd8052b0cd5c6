"use client";

import { useTranslations } from "use-intl/react";
import { DataTable } from "@/app/_ui/table/data-table";
import type { Column } from "@/app/_ui/table/data-table-types";
import { MoneyText } from "@/app/_ui/text/money-text";
import { TimeText } from "@/app/_ui/text/time-text";
import type { Entity } from "../../_parts/invoice-types";
import { accountColumns, accountKey } from "./account-columns";

type Row = Entity["unbilled"][number];

/**
 * Accounts with priced sessions that no invoice holds yet. Net only: which VAT is owed is decided
 * when the invoice is drawn up.
 */
export function UnbilledTable({ rows, zone, seller }: { rows: readonly Row[]; zone: string; seller: string }) {
  const t = useTranslations("invoices");
  const columns: readonly Column<Row>[] = [
    ...accountColumns<Row>(t),
    {
      id: "oldest",
      header: t("run.oldest"),
      cell: (row) => <TimeText at={row.oldestEndedAt} zone={zone} style="date" />,
    },
    {
      id: "net",
      header: t("run.net"),
      align: "end",
      card: "status",
      cell: (row) => <MoneyText minor={row.netMinor} currency={row.currency} />,
    },
  ];
  return (
    <DataTable
      label={`${t("run.toBill")}: ${seller}`}
      columns={columns}
      rows={rows}
      rowKey={accountKey}
      rowName={(row) => row.accountName}
      height="content"
      empty={null}
    />
  );
}

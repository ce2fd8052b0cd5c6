"use client";

import { useLocale, useTranslations } from "use-intl/react";
import { formatDecimal } from "@/app/_i18n/format-number";
import { DataTable } from "@/app/_ui/table/data-table";
import type { Column } from "@/app/_ui/table/data-table-types";
import { EnergyText } from "@/app/_ui/text/energy-text";
import { MoneyText } from "@/app/_ui/text/money-text";
import { NumberText } from "@/app/_ui/text/number-text";
import type { InvoiceDetail } from "../../_parts/invoice-types";

type Line = InvoiceDetail["model"]["lines"][number];
type Subtotal = InvoiceDetail["model"]["taxSubtotals"][number];
type Amounts = { netMinor: string; taxMinor: string; grossMinor: string };

/** Net, VAT and total of a row, as whole minor units. */
function useAmountColumns<Row extends Amounts>(currency: string): readonly Column<Row>[] {
  const t = useTranslations("invoices.page");
  const column = (id: keyof Amounts, header: string): Column<Row> => ({
    id,
    header,
    align: "end",
    ...(id === "grossMinor" ? { card: "status" as const } : {}),
    cell: (row) => <MoneyText minor={row[id]} currency={currency} />,
  });
  return [column("netMinor", t("net")), column("taxMinor", t("vat")), column("grossMinor", t("gross"))];
}

/** The lines of the document. */
export function LinesTable({ lines, currency }: { lines: readonly Line[]; currency: string }) {
  const t = useTranslations("invoices.page");
  const locale = useLocale();
  const columns: readonly Column<Line>[] = [
    {
      id: "what",
      header: t("line"),
      card: "title",
      cell: (line) => <span className="font-medium">{t(`kinds.${line.kind}`)}</span>,
    },
    { id: "country", header: t("country"), cell: (line) => line.siteCountry },
    {
      id: "sessions",
      header: t("sessions"),
      align: "end",
      cell: (line) => <NumberText value={Math.abs(line.sessionCount)} />,
    },
    {
      id: "energy",
      header: t("energy"),
      align: "end",
      cell: (line) => (line.energyMilliWh === "0" ? "–" : <EnergyText milliWh={line.energyMilliWh} digits={2} />),
    },
    {
      id: "rate",
      header: t("rate"),
      align: "end",
      cell: (line) => `${formatDecimal(line.vatPercent, locale)} %`,
    },
    ...useAmountColumns<Line>(currency),
  ];
  return (
    <DataTable
      label={`${t("lines")} (${currency})`}
      columns={columns}
      rows={lines}
      rowKey={(line) => String(line.no)}
      rowName={(line) => t(`kinds.${line.kind}`)}
      height="content"
      empty={null}
    />
  );
}

/** What is owed in VAT, by category and rate, with the sentence that the law asks for. */
export function VatTable({ subtotals, currency }: { subtotals: readonly Subtotal[]; currency: string }) {
  const t = useTranslations("invoices.page");
  const locale = useLocale();
  const columns: readonly Column<Subtotal>[] = [
    {
      id: "category",
      header: t("category"),
      card: "title",
      cell: (row) => <span className="font-medium">{t(`categories.${row.category}`)}</span>,
    },
    { id: "rate", header: t("rate"), align: "end", cell: (row) => `${formatDecimal(row.vatPercent, locale)} %` },
    ...useAmountColumns<Subtotal>(currency),
  ];
  const sentences = [...new Set(subtotals.flatMap(({ wording }) => (wording ? [wording.sentence] : [])))];
  return (
    <>
      <DataTable
        label={`${t("vatSummary")} (${currency})`}
        columns={columns}
        rows={subtotals}
        rowKey={(row) => `${row.category} ${row.vatPercent}`}
        rowName={(row) => t(`categories.${row.category}`)}
        height="content"
        empty={null}
      />
      {sentences.map((sentence) => (
        <p key={sentence} className="mt-2 text-sm text-muted">
          {t(`sentences.${sentence}`)}
        </p>
      ))}
    </>
  );
}

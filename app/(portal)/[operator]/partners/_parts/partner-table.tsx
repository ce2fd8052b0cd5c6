"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { ColumnChooser } from "@/app/_ui/table/column-chooser";
import { DataTable } from "@/app/_ui/table/data-table";
import type { Column } from "@/app/_ui/table/data-table-types";
import { ChoiceFilter, FilterBar, SearchFilter } from "@/app/_ui/table/filter-bar";
import { NumberText } from "@/app/_ui/text/number-text";
import { RelativeTime } from "@/app/_ui/text/relative-time";
import { Status } from "@/app/_ui/feedback/status-dot";
import type { PartnerPage, PartnerRow } from "../../_parts/holder/holder-types";
import { FILTER_NAMES } from "./partner-query";

/** The providers whose drivers charge here. */
export function PartnerTable({ operator, page, empty }: { operator: string; page: PartnerPage; empty: ReactNode }) {
  const t = useTranslations("partners");
  const columns = useColumns();
  const states = (["active", "blocked"] as const).map((value) => ({ value, label: t(`states.${value}`) }));
  return (
    <>
      <FilterBar names={FILTER_NAMES} end={<ColumnChooser columns={columns} />}>
        <SearchFilter label={t("search")} />
        <ChoiceFilter name="state" label={t("state")} choices={states} />
      </FilterBar>
      <DataTable
        label={t("title")}
        columns={columns}
        rows={page.rows}
        rowKey={(row) => row.partnerId}
        rowName={(row) => row.name}
        rowHref={(row) => `/${operator}/partners/${row.partnerId}`}
        rowTone={(row) => (row.isActive ? undefined : "quiet")}
        pager={{ before: page.before, after: page.after, shown: page.rows.length, total: page.total }}
        empty={empty}
      />
    </>
  );
}

function useColumns(): readonly Column<PartnerRow>[] {
  const t = useTranslations("partners");
  const days = useTranslations("drivers.field");
  return [
    { id: "name", header: t("columns.name"), sortable: true, truncate: true, card: "title", cell: (row) => row.name },
    {
      id: "party",
      header: t("columns.party"),
      sortable: true,
      cell: (row) => <span className="font-mono text-xs">{`${row.countryCode}-${row.partyId}`}</span>,
    },
    {
      id: "state",
      header: t("columns.state"),
      card: "status",
      cell: (row) => (
        <Status tone={row.isActive ? "good" : "bad"}>{t(`states.${row.isActive ? "active" : "blocked"}`)}</Status>
      ),
    },
    {
      id: "tokens",
      header: t("columns.tokens"),
      align: "end",
      cell: (row) => <NumberText value={row.tokenCount} />,
    },
    { id: "vatId", header: t("columns.vatId"), cell: (row) => row.vatId ?? "–" },
    { id: "email", header: t("columns.email"), truncate: true, cell: (row) => row.email },
    {
      id: "terms",
      header: t("columns.terms"),
      align: "end",
      cell: (row) => `${row.paymentTermsDays} ${days("days")}`,
    },
    {
      id: "lastCharged",
      header: t("columns.lastCharged"),
      cell: (row) =>
        row.lastChargedAt === null ? (
          <span className="text-faint">{t("never")}</span>
        ) : (
          <RelativeTime at={row.lastChargedAt} />
        ),
    },
  ];
}

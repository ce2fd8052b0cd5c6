"use client";

import type { ComponentProps, ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { Status } from "@/app/_ui/feedback/status-dot";
import { ColumnChooser } from "@/app/_ui/table/column-chooser";
import { DataTable } from "@/app/_ui/table/data-table";
import type { Column } from "@/app/_ui/table/data-table-types";
import { ChoiceFilter, FilterBar, SearchFilter } from "@/app/_ui/table/filter-bar";
import { RelativeTime } from "@/app/_ui/text/relative-time";

type HolderRow = {
  readonly name: string;
  readonly isActive: boolean;
  readonly lastChargedAt: Date | null;
};

type Page<Row> = {
  readonly rows: readonly Row[];
  readonly before: string | null;
  readonly after: string | null;
  readonly total: number;
};

/** The list of drivers or of partners, with its search and its filter by state. */
export function HolderTable<Row extends HolderRow>({
  area,
  filterNames,
  columns,
  page,
  keyOf,
  base,
  empty,
  bulk = {},
}: {
  area: "drivers" | "partners";
  filterNames: ComponentProps<typeof FilterBar>["names"];
  columns: readonly Column<Row>[];
  page: Page<Row>;
  keyOf: (row: Row) => string;
  /** address of the list; a row leads to its key below it */
  base: string;
  empty: ReactNode;
  bulk?: Pick<ComponentProps<typeof DataTable<Row>>, "selection" | "bulkActions">;
}) {
  const t = useTranslations(area);
  const states = (["active", "blocked"] as const).map((value) => ({ value, label: t(`states.${value}`) }));
  return (
    <>
      <FilterBar names={filterNames} end={<ColumnChooser columns={columns} />}>
        <SearchFilter label={t("search")} />
        <ChoiceFilter name="state" label={t("state")} choices={states} />
      </FilterBar>
      <DataTable
        label={t("title")}
        columns={columns}
        rows={page.rows}
        rowKey={keyOf}
        rowName={(row) => row.name}
        rowHref={(row) => `${base}/${keyOf(row)}`}
        rowTone={(row) => (row.isActive ? undefined : "quiet")}
        pager={{ before: page.before, after: page.after, shown: page.rows.length, total: page.total }}
        {...bulk}
        empty={empty}
      />
    </>
  );
}

/** The columns that both lists have, by their id. */
export function useHolderColumns<Row extends HolderRow>(area: "drivers" | "partners") {
  const t = useTranslations(area);
  const name: Column<Row> = {
    id: "name",
    header: t("columns.name"),
    sortable: true,
    truncate: true,
    card: "title",
    cell: (row) => row.name,
  };
  const state: Column<Row> = {
    id: "state",
    header: t("columns.state"),
    card: "status",
    cell: (row) => (
      <Status tone={row.isActive ? "good" : "bad"}>{t(`states.${row.isActive ? "active" : "blocked"}`)}</Status>
    ),
  };
  const lastCharged: Column<Row> = {
    id: "lastCharged",
    header: t("columns.lastCharged"),
    cell: (row) =>
      row.lastChargedAt === null ? (
        <span className="text-faint">{t("never")}</span>
      ) : (
        <RelativeTime at={row.lastChargedAt} />
      ),
  };
  return { name, state, lastCharged };
}

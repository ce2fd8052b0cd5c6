"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { ColumnChooser } from "@/app/_ui/table/column-chooser";
import { ChoiceFilter, FilterBar, SearchFilter } from "@/app/_ui/table/filter-bar";
import { InvoiceTable, useInvoiceColumns } from "../../_parts/invoice-table";
import { FILTER_NAMES, KINDS, STATES, TYPES } from "./invoice-query";
import type { InvoicePage } from "./invoice-types";

/** All documents with their filters. */
export function DocumentList({ operator, page, empty }: { operator: string; page: InvoicePage; empty: ReactNode }) {
  const t = useTranslations("invoices");
  // who issues is said where there is more than one: each has a series of its own, and numbers
  // repeat
  const leaveOut = new Set(page.rows.map(({ seller }) => seller)).size > 1 ? [] : ["seller"];
  const columns = useInvoiceColumns(leaveOut);
  return (
    <>
      <FilterBar names={FILTER_NAMES} end={<ColumnChooser columns={columns} />}>
        <SearchFilter label={t("search")} />
        <ChoiceFilter
          name="state"
          label={t("state")}
          choices={STATES.map((value) => ({ value, label: t(`states.${value}`) }))}
        />
        <ChoiceFilter
          name="type"
          label={t("type")}
          choices={TYPES.map((value) => ({ value, label: t(`types.${value}`) }))}
        />
        <ChoiceFilter
          name="kind"
          label={t("kind")}
          choices={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
      </FilterBar>
      <InvoiceTable operator={operator} page={page} leaveOut={leaveOut} empty={empty} />
    </>
  );
}

"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import type { Column } from "@/app/_ui/table/data-table-types";
import { NumberText } from "@/app/_ui/text/number-text";
import { HolderTable, useHolderColumns } from "../../_parts/holder/holder-table";
import type { PartnerPage, PartnerRow } from "../../_parts/holder/holder-types";
import { FILTER_NAMES } from "./partner-query";

/** The providers whose drivers charge here. */
export function PartnerTable({ operator, page, empty }: { operator: string; page: PartnerPage; empty: ReactNode }) {
  return (
    <HolderTable
      area="partners"
      filterNames={FILTER_NAMES}
      columns={useColumns()}
      page={page}
      keyOf={(row) => row.partnerId}
      base={`/${operator}/partners`}
      empty={empty}
    />
  );
}

function useColumns(): readonly Column<PartnerRow>[] {
  const t = useTranslations("partners");
  const shared = useHolderColumns<PartnerRow>("partners");
  const days = useTranslations("drivers.field");
  return [
    shared.name,
    {
      id: "party",
      header: t("columns.party"),
      sortable: true,
      cell: (row) => <span className="font-mono text-xs">{`${row.countryCode}-${row.partyId}`}</span>,
    },
    shared.state,
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
    shared.lastCharged,
  ];
}

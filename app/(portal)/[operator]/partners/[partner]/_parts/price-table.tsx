"use client";

import { MapPin } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { DataTable } from "@/app/_ui/table/data-table";
import type { Column } from "@/app/_ui/table/data-table-types";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { NumberText } from "@/app/_ui/text/number-text";
import { Status } from "@/app/_ui/feedback/status-dot";
import { TextLink } from "@/app/_ui/action/text-link";
import type { RoamingPrice } from "../../../_parts/holder/holder-types";

/** Which tariff a partner's driver gets at each site now. */
export function PriceTable({ operator, prices }: { operator: string; prices: readonly RoamingPrice[] }) {
  const t = useTranslations("partners");
  const columns: readonly Column<RoamingPrice>[] = [
    {
      id: "site",
      header: t("site"),
      card: "title",
      cell: (row) => <span className="font-medium">{row.siteName}</span>,
    },
    {
      id: "tariff",
      header: t("tariff"),
      cell: (row) =>
        row.tariff === null ? (
          <Status tone="bad">{t("noPrice")}</Status>
        ) : (
          <>
            <TextLink href={`/${operator}/tariffs/${row.tariff.tariffId}`}>{row.tariff.name}</TextLink>{" "}
            <span className="text-faint">{t("version", { version: String(row.tariff.version) })}</span>
          </>
        ),
    },
    {
      id: "stations",
      header: t("stations"),
      align: "end",
      card: "status",
      cell: (row) => <NumberText value={row.stationCount} />,
    },
  ];
  return (
    <DataTable
      label={t("tariff")}
      columns={columns}
      rows={prices}
      rowKey={(row) => `${row.siteId} ${row.tariff?.tariffId}`}
      rowName={(row) => row.siteName}
      height="content"
      empty={
        <EmptyState icon={<MapPin aria-hidden />} title={t("noSitesTitle")}>
          {t("noSites")}
        </EmptyState>
      }
    />
  );
}

"use client";

import { useTranslations } from "use-intl/react";
import { DataTable } from "@/app/_ui/table/data-table";
import type { Column } from "@/app/_ui/table/data-table-types";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { type Site, SiteDialog } from "./site-dialog";

type Props = {
  readonly sites: readonly Site[];
  readonly entities: readonly { readonly id: string; readonly name: string }[];
  readonly mayChange: boolean;
};

/** The places with chargers, and the company that sells there. */
export function SiteTable({ sites, entities, mayChange }: Props) {
  const t = useTranslations("settings");
  const labels = useTranslations("labels");
  const columns: Column<Site>[] = [
    {
      id: "name",
      header: labels("name"),
      card: "title",
      cell: (site) => <span className="font-medium">{site.name}</span>,
    },
    { id: "place", header: t("city"), cell: (site) => `${site.city}, ${site.country}` },
    { id: "zone", header: t("timeZone"), cell: (site) => site.timeZone },
    {
      id: "entity",
      header: t("sellingEntity"),
      cell: (site) => entities.find(({ id }) => id === site.legalEntityId)?.name ?? "–",
    },
    ...(mayChange
      ? [
          {
            id: "edit",
            header: labels("actions"),
            align: "end" as const,
            card: "actions" as const,
            cell: (site: Site) => <SiteDialog site={site} entities={entities} />,
          },
        ]
      : []),
  ];
  return (
    <DataTable
      label={t("tabs.sites")}
      columns={columns}
      rows={sites}
      rowKey={(row) => row.id}
      rowName={(row) => row.name}
      height="content"
      empty={<EmptyState title={t("noSite")}>{t("sitesHint")}</EmptyState>}
    />
  );
}

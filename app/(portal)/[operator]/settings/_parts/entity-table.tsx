"use client";

import { useTranslations } from "use-intl/react";
import { DataTable } from "@/app/_ui/data-table";
import type { Column } from "@/app/_ui/data-table-types";
import { EmptyState } from "@/app/_ui/empty-state";
import { type Entity, EntityDialog } from "./entity-dialog";

/** The companies that issue documents. */
export function EntityTable({
  entities,
  mayChange,
}: {
  readonly entities: readonly Entity[];
  readonly mayChange: boolean;
}) {
  const t = useTranslations("settings");
  const words = useTranslations("words");
  const columns: Column<Entity>[] = [
    {
      id: "name",
      header: t("legalName"),
      card: "title",
      cell: (entity) => <span className="font-medium">{entity.name}</span>,
    },
    { id: "place", header: t("city"), cell: (entity) => `${entity.city}, ${entity.country}` },
    { id: "vatId", header: t("vatId"), cell: (entity) => entity.vatId ?? "–" },
    { id: "iban", header: "IBAN", cell: (entity) => <span className="font-mono text-xs">{entity.iban ?? "–"}</span> },
    {
      id: "seriesCode",
      header: t("seriesCode"),
      cell: (entity) => <span className="font-mono text-xs">{entity.seriesCode}</span>,
    },
    {
      id: "terms",
      header: t("paymentTerms"),
      align: "end",
      cell: (entity) => `${entity.paymentTermsDays} ${t("days")}`,
    },
    ...(mayChange
      ? [
          {
            id: "edit",
            header: words("actions"),
            align: "end" as const,
            card: "actions" as const,
            cell: (entity: Entity) => <EntityDialog entity={entity} />,
          },
        ]
      : []),
  ];
  return (
    <DataTable
      label={t("tabs.entities")}
      columns={columns}
      rows={entities}
      rowKey={(row) => row.id}
      rowName={(row) => row.name}
      height="content"
      empty={<EmptyState title={t("noEntity")}>{t("entitiesHint")}</EmptyState>}
    />
  );
}

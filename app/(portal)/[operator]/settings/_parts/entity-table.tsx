"use client";

import { useTranslations } from "use-intl/react";
import { DataTable } from "@/app/_ui/table/data-table";
import type { Column } from "@/app/_ui/table/data-table-types";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { Notice } from "@/app/_ui/feedback/notice";
import { type Entity, EntityDialog } from "./entity-dialog";

/**
 * The companies that issue documents. `isCollected`: Stripe collects, so that an invoice without an
 * IBAN can be paid.
 */
export function EntityTable({
  entities,
  isCollected,
  mayChange,
}: {
  readonly entities: readonly Entity[];
  readonly isCollected: boolean;
  readonly mayChange: boolean;
}) {
  const t = useTranslations("settings");
  const labels = useTranslations("labels");
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
            header: labels("actions"),
            align: "end" as const,
            card: "actions" as const,
            cell: (entity: Entity) => <EntityDialog entity={entity} />,
          },
        ]
      : []),
  ];
  const unpayable = isCollected ? [] : entities.filter(({ iban }) => iban === null);
  return (
    <>
      {unpayable.length > 0 && (
        <div className="mb-3">
          <Notice tone="warn">{t("noWayToPay", { names: unpayable.map(({ name }) => name).join(", ") })}</Notice>
        </div>
      )}
      <DataTable
        label={t("tabs.entities")}
        columns={columns}
        rows={entities}
        rowKey={(row) => row.id}
        rowName={(row) => row.name}
        height="content"
        empty={<EmptyState title={t("noEntity")}>{t("entitiesHint")}</EmptyState>}
      />
    </>
  );
}

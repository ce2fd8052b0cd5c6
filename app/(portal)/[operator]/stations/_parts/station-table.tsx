"use client";

import { useTranslations } from "use-intl/react";
import { ColumnChooser } from "@/app/_ui/table/column-chooser";
import { DataTable } from "@/app/_ui/table/data-table";
import type { Column, Pager } from "@/app/_ui/table/data-table-types";
import { PowerText } from "@/app/_ui/text/power-text";
import { RelativeTime } from "@/app/_ui/text/relative-time";
import type { ListedStation } from "./station-types";
import { ConnectorMarks } from "./connector-marks";
import { PresenceText } from "./presence-text";

/** Stations as a flat list that sorts and whose columns are chosen. */
export function StationTable({
  base,
  stations,
  pager,
}: {
  base: string;
  stations: readonly ListedStation[];
  pager: Pager;
}) {
  const t = useTranslations("stations");
  return (
    <DataTable
      label={t("title")}
      columns={useColumns()}
      rows={stations}
      rowKey={(row) => row.stationId}
      rowName={(row) => row.name}
      rowHref={(row) => `${base}/${row.stationId}`}
      rowTone={(row) => (row.presence === "never" ? "quiet" : undefined)}
      pager={pager}
      empty={null}
    />
  );
}

/** For the filter bar above the table. */
export function StationColumns() {
  return <ColumnChooser columns={useColumns()} />;
}

function useColumns(): readonly Column<ListedStation>[] {
  const t = useTranslations("stations.column");
  return [
    { id: "name", header: t("name"), sortable: true, cell: (row) => row.name, truncate: true },
    { id: "site", header: t("site"), sortable: true, cell: (row) => row.siteName, truncate: true },
    {
      id: "presence",
      header: t("presence"),
      card: "status",
      cell: (row) => <PresenceText presence={row.presence} />,
    },
    {
      id: "connectors",
      header: t("connectors"),
      cell: (row) => <ConnectorMarks connectors={row.connectors} presence={row.presence} />,
    },
    {
      id: "sessions",
      header: t("sessions"),
      align: "end",
      cell: (row) => (row.activeSessions === 0 ? "–" : row.activeSessions),
    },
    {
      id: "power",
      header: t("power"),
      align: "end",
      cell: (row) => (row.activeSessions === 0 ? "–" : <PowerText watts={row.powerW} />),
    },
    { id: "identity", header: t("identity"), sortable: true, cell: (row) => row.identity },
    { id: "version", header: t("version"), cell: (row) => row.ocppVersion ?? "–" },
    {
      id: "model",
      header: t("model"),
      hidden: true,
      cell: (row) => [row.vendor, row.model].filter(Boolean).join(" ") || "–",
    },
    { id: "firmware", header: t("firmware"), hidden: true, cell: (row) => row.firmwareVersion ?? "–" },
    {
      id: "seen",
      header: t("seen"),
      sortable: true,
      align: "end",
      cell: (row) => (row.lastSeenAt === null ? "–" : <RelativeTime at={row.lastSeenAt} />),
    },
  ];
}

"use client";

import { Pencil } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { DataTable } from "@/app/_ui/table/data-table";
import type { Column } from "@/app/_ui/table/data-table-types";
import { IconButton } from "@/app/_ui/action/icon-button";
import { RelativeTime } from "@/app/_ui/text/relative-time";
import { TextField } from "@/app/_ui/fields/text-field";
import { typedText } from "@/app/_ui/fields/typed-text";
import type { VariableRow } from "../../_parts/station-types";
import { CommandDialog } from "./commands/command-dialog";

/** A station's settings; a value that may be changed has a pencil. */
export function VariableTable({
  stationId,
  isOld,
  variables,
  mayChange,
}: {
  stationId: string;
  /** 1.6: keys have no component and no attribute */
  isOld: boolean;
  variables: readonly VariableRow[];
  mayChange: boolean;
}) {
  const t = useTranslations("stations.config");
  const name: Column<VariableRow> = {
    id: "variable",
    header: t("variable"),
    card: "title",
    cell: (row) => (
      <span className="font-mono text-xs">
        {row.variable}
        {row.instance !== "" && <span className="text-muted">[{row.instance}]</span>}
      </span>
    ),
  };
  const component: Column<VariableRow> = {
    id: "component",
    header: t("component"),
    cell: (row) => (
      <span className="font-mono text-xs">
        {row.component}
        {row.evse > 0 && <span className="text-muted"> · EVSE {row.evse}</span>}
      </span>
    ),
  };
  const columns: readonly Column<VariableRow>[] = [
    ...(isOld ? [name] : [component, name]),
    {
      id: "value",
      header: t("value"),
      cell: (row) => (
        <span title={row.value ?? undefined} className="block max-w-100 truncate font-mono text-xs">
          {row.value ?? <span className="text-faint">–</span>}
        </span>
      ),
    },
    ...(isOld
      ? []
      : [
          { id: "attribute", header: t("attribute"), cell: (row: VariableRow) => row.attribute, card: "none" as const },
        ]),
    {
      id: "access",
      header: t("access"),
      card: "status",
      cell: (row) =>
        row.isReadOnly ? (
          <span className="text-faint">{t("readOnly")}</span>
        ) : mayChange ? (
          <EditDialog stationId={stationId} row={row} />
        ) : (
          t("changeable")
        ),
    },
    { id: "reported", header: t("reported"), align: "end", cell: (row) => <RelativeTime at={row.reportedAt} /> },
  ];
  return (
    <DataTable
      label={t("value")}
      columns={columns}
      rows={variables}
      rowKey={(row) => `${row.component}/${row.instance}/${row.evse}/${row.variable}/${row.attribute}`}
      rowName={(row) => row.variable}
      empty={null}
    />
  );
}

function EditDialog({ stationId, row }: { stationId: string; row: VariableRow }) {
  const t = useTranslations("stations.config");
  const labels = useTranslations("labels");
  const { component, instance, evse, variable } = row;
  return (
    <CommandDialog
      stationId={stationId}
      title={t("editTitle", { name: variable })}
      description={t("wait")}
      trigger={<IconButton label={`${labels("edit")} ${variable}`} icon={<Pencil aria-hidden />} className="size-6" />}
      input={(data) => ({
        type: "set-variables",
        variables: [
          {
            component,
            instance: instance === "" ? null : instance,
            evse: evse === 0 ? null : evse,
            variable,
            value: typedText(data)("value"),
          },
        ],
      })}
    >
      <TextField name="value" label={labels("value")} mono defaultValue={row.value ?? ""} required={false} />
    </CommandDialog>
  );
}

"use client";

import { Columns3 } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Button } from "../action/button";
import { Checkbox } from "../fields/checkbox";
import type { Column } from "./data-table-types";
import { IconButton } from "../action/icon-button";
import { Popover } from "../overlay/popover";
import { useShownColumns } from "./use-shown-columns";
import { useUrlState } from "./use-url-state";

/**
 * Shows and hides columns; the choice is part of the address, so a saved or shared view keeps it.
 * Put it in FilterBar `end`.
 */
export function ColumnChooser<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  const t = useTranslations("labels");
  const url = useUrlState();
  const shown = new Set(useShownColumns(columns).map((column) => column.id));

  function toggle(id: string, on: boolean) {
    const next = columns.map((column) => column.id).filter((other) => (other === id ? on : shown.has(other)));
    url.set({ cols: next.join(","), after: url.get("after"), before: url.get("before") });
  }

  return (
    <div className="max-sm:hidden">
      <Popover
        label={t("columns")}
        align="end"
        trigger={<IconButton variant="secondary" label={t("columns")} icon={<Columns3 aria-hidden />} />}
      >
        <div className="flex flex-col gap-2.5">
          {columns.slice(1).map((column) => (
            <Checkbox
              key={column.id}
              label={column.header}
              checked={shown.has(column.id)}
              onCheckedChange={(on) => toggle(column.id, on)}
            />
          ))}
          {url.get("cols") && (
            <Button variant="quiet" size="sm" onClick={() => url.set({ cols: null })}>
              {t("reset")}
            </Button>
          )}
        </div>
      </Popover>
    </div>
  );
}

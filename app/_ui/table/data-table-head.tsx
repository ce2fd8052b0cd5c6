"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { Checkbox } from "../fields/checkbox";
import { cn } from "../cn";
import type { Column, Selection } from "./data-table-types";
import { useUrlState } from "./use-url-state";

const CELL =
  "sticky top-0 z-10 h-7 border-b border-line bg-sunken px-3 py-0 text-xs font-medium whitespace-nowrap text-muted";

export function DataTableHead<Row>({
  columns,
  rows,
  rowKey,
  selection,
}: {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  selection: Selection | undefined;
}) {
  const t = useTranslations("labels");
  const keys = rows.map(rowKey);
  const chosen = keys.filter((key) => selection?.keys.has(key)).length;
  return (
    <thead>
      <tr>
        {selection && (
          <th scope="col" className={cn(CELL, "w-9 pr-0 pl-3")}>
            <Checkbox
              hideLabel
              label={t("selectAll")}
              checked={keys.length > 0 && chosen === keys.length}
              indeterminate={chosen > 0 && chosen < keys.length}
              onCheckedChange={(on) => selection.onChange(new Set(on ? keys : []))}
            />
          </th>
        )}
        {columns.map((column) => (
          <HeadCell key={column.id} column={column} />
        ))}
      </tr>
    </thead>
  );
}

function HeadCell<Row>({ column }: { column: Column<Row> }) {
  const t = useTranslations("labels");
  const url = useUrlState();
  const sort = url.get("sort");
  const direction = sort === column.id ? "ascending" : sort === `-${column.id}` ? "descending" : undefined;
  const next = direction === undefined ? column.id : direction === "ascending" ? `-${column.id}` : null;
  return (
    <th
      scope="col"
      aria-sort={column.sortable ? (direction ?? "none") : undefined}
      className={cn(CELL, column.align === "end" ? "text-right" : "text-left")}
    >
      {column.sortable ? (
        <button
          type="button"
          title={t("sortBy", { column: column.header })}
          onClick={() => url.set({ sort: next }, "push")}
          className={cn(
            "group/sort -mx-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 hover:text-ink",
            column.align === "end" && "flex-row-reverse",
            direction && "text-ink",
          )}
        >
          {column.header}
          {direction === "descending" ? (
            <ArrowDown aria-hidden className="size-3" />
          ) : (
            <ArrowUp aria-hidden className={cn("size-3", !direction && "opacity-0 group-hover/sort:opacity-60")} />
          )}
        </button>
      ) : (
        column.header
      )}
    </th>
  );
}

"use client";

import { Link } from "@/app/_ui/action/link";
import { cn } from "../cn";
import type { Column, DataTableProps } from "./data-table-types";

/** The same rows on a phone: one card each, its heading the row's name. */
export function DataCards<Row>({
  label,
  columns,
  rows,
  rowKey,
  rowHref,
  pending,
}: Pick<DataTableProps<Row>, "label" | "columns" | "rows" | "rowKey" | "rowHref"> & { pending: boolean }) {
  return (
    <ul aria-label={label} className={cn("sm:hidden", pending && "opacity-60")}>
      {rows.map((row) => (
        <li key={rowKey(row)} className="border-b border-line last:border-b-0">
          <Card row={row} columns={columns} href={rowHref?.(row)} />
        </li>
      ))}
    </ul>
  );
}

function Card<Row>({ row, columns, href }: { row: Row; columns: readonly Column<Row>[]; href: string | undefined }) {
  const title = columns.find((column) => column.card === "title") ?? columns[0];
  const status = columns.find((column) => column.card === "status");
  const lines = columns.filter(
    (column) => column !== title && column !== status && column.card !== "none" && !(column.hidden && !column.card),
  );
  return (
    <div className="relative px-3 py-2.5">
      <div className="flex items-center justify-between gap-3">
        {href === undefined ? (
          <span className="min-w-0 truncate text-md font-medium">{title?.cell(row)}</span>
        ) : (
          <Link href={href} className="min-w-0 truncate text-md font-medium after:absolute after:inset-0">
            {title?.cell(row)}
          </Link>
        )}
        {status?.cell(row)}
      </div>
      <dl className="mt-1 grid grid-flow-row-dense grid-cols-2 gap-x-4 gap-y-0.5">
        {lines.map((column) => (
          <div key={column.id} className="flex min-w-0 flex-col has-[button]:col-span-2">
            <dt className={column.card === "actions" ? "sr-only" : "text-2xs text-muted"}>{column.header}</dt>
            <dd
              className={cn(
                "max-w-full truncate has-[button]:overflow-visible [&_a]:relative [&_a]:z-1 " +
                  "[&_button]:relative [&_button]:z-1",
                // buttons without a face bring their own room: their words stand under the others
                column.card === "actions" && "-ml-2.5 pointer-coarse:-ml-3.5",
              )}
            >
              {column.cell(row)}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

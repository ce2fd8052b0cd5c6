"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, type MouseEvent, type ReactNode, useLayoutEffect, useRef } from "react";
import { useTranslations } from "use-intl/react";
import { Checkbox } from "../fields/checkbox";
import { cn } from "../cn";
import { DataCards } from "./data-cards";
import { DataTableHead } from "./data-table-head";
import { DataTablePager } from "./data-table-pager";
import type { Column, DataTableProps } from "./data-table-types";
import { useShownColumns } from "./use-shown-columns";
import { useUrlState } from "./use-url-state";

/**
 * A list answered by the server: sort, filter and paging are in the address, and rows change in
 * place as `rows` does.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, pager, empty, height = "page" } = props;
  const url = useUrlState();
  const shown = useShownColumns(columns);
  const region = useRoomAbove();
  const foot = (pager || props.selection) && (
    <DataTablePager
      pager={pager}
      selectedCount={props.selection?.keys.size ?? 0}
      onClear={() => props.selection?.onChange(new Set())}
      bulkActions={props.bulkActions}
    />
  );
  if (rows.length === 0) {
    return <div className="rounded-lg border border-line bg-surface">{empty}</div>;
  }
  return (
    <div className="rounded-lg border border-line bg-surface">
      <section
        ref={region}
        aria-label={label}
        aria-busy={url.pending}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls: takes focus
        tabIndex={0}
        className={cn(
          "overflow-auto rounded-t-lg transition-opacity max-sm:hidden",
          height === "page" && "max-h-[max(15rem,calc(100dvh-var(--above,8.25rem)-3.25rem))]",
          !foot && "rounded-b-lg",
          url.pending && "opacity-60",
        )}
      >
        <table className="w-full border-separate border-spacing-0 text-sm">
          <DataTableHead columns={shown} rows={rows} rowKey={rowKey} selection={props.selection} />
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys */}
          <tbody onKeyDown={moveBetweenRows}>
            {rows.map((row) => (
              <TableRow key={rowKey(row)} row={row} columns={shown} table={props} />
            ))}
          </tbody>
        </table>
      </section>
      <DataCards {...props} columns={columns} pending={url.pending} />
      {foot}
    </div>
  );
}

/** Gives CSS the height above the table, so that table and foot together fill the window. */
function useRoomAbove() {
  const region = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const element = region.current;
    if (!element) return;
    const scrolled = element.closest("main")?.scrollTop ?? 0;
    element.style.setProperty("--above", `${Math.round(element.getBoundingClientRect().top + scrolled)}px`);
  });
  return region;
}

function TableRow<Row>({
  row,
  columns,
  table,
}: {
  row: Row;
  columns: readonly Column<Row>[];
  table: DataTableProps<Row>;
}) {
  const t = useTranslations("labels");
  const router = useRouter();
  const key = table.rowKey(row);
  const href = table.rowHref?.(row);
  const chosen = table.selection?.keys.has(key) ?? false;

  function open(event: MouseEvent<HTMLTableRowElement>) {
    if (href === undefined || cameFromControl(event)) return;
    if (event.metaKey || event.ctrlKey) window.open(href, "_blank", "noopener");
    else router.push(href);
  }

  return (
    <tr
      data-row={href === undefined ? undefined : ""}
      aria-selected={table.selection ? chosen : undefined}
      onClick={open}
      className={cn(
        "group/row [&>td]:border-b [&>td]:border-line last:[&>td]:border-b-0",
        href !== undefined && "cursor-pointer",
        href !== undefined && !chosen && "hover:bg-hover",
        chosen && "bg-accent-soft",
        table.rowTone?.(row) === "quiet" && "text-faint",
      )}
    >
      {table.selection && (
        <td className="w-9 pl-3">
          <Checkbox
            hideLabel
            label={t("selectRow", { row: table.rowName(row) })}
            checked={chosen}
            onCheckedChange={(on) => table.selection?.onChange(withKey(table.selection.keys, key, on))}
          />
        </td>
      )}
      {columns.map((column, place) => (
        <td
          key={column.id}
          style={column.width ? { width: column.width, maxWidth: column.width } : undefined}
          className={cn(
            "h-6.75 px-3 py-0 whitespace-nowrap pointer-coarse:h-10",
            column.align === "end" && "figures text-right",
            column.truncate && "max-w-56 truncate",
          )}
        >
          {place === 0 && href !== undefined ? <RowLink href={href}>{column.cell(row)}</RowLink> : column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

/**
 * The first cell's link makes the row reachable and openable in a new tab; the row's own click is a
 * convenience.
 */
function RowLink({ href, children }: { href: string; children: ReactNode }) {
  const router = useRouter();
  return (
    <a
      href={href}
      data-row-link=""
      onMouseEnter={() => router.prefetch(href)}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        event.stopPropagation();
        router.push(href);
      }}
      className="block truncate rounded-sm font-medium"
    >
      {children}
    </a>
  );
}

function withKey(keys: ReadonlySet<string>, key: string, on: boolean): ReadonlySet<string> {
  const next = new Set(keys);
  if (on) next.add(key);
  else next.delete(key);
  return next;
}

function cameFromControl(event: MouseEvent<HTMLElement>): boolean {
  return event.target instanceof Element && event.target.closest("a,button,input,label,[role='checkbox']") !== null;
}

/** j/k and the arrow keys walk the rows' links; x chooses. */
function moveBetweenRows(event: KeyboardEvent<HTMLTableSectionElement>) {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  const row = event.target instanceof Element ? event.target.closest("tr") : null;
  if (event.metaKey || event.ctrlKey || event.altKey || row === null) return;
  if (event.key === "x") row.querySelector<HTMLElement>("[role='checkbox']")?.click();
  if (step === undefined) return;
  const next = step > 0 ? row.nextElementSibling : row.previousElementSibling;
  next?.querySelector<HTMLElement>("[data-row-link]")?.focus();
  event.preventDefault();
}

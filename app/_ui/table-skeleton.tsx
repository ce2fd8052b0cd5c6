import type { Column } from "./data-table-types";
import { Skeleton } from "./skeleton";

const WIDTHS = ["60%", "75%", "50%", "68%", "82%"];

export function TableSkeletonRows<Row>({
  columns,
  selectable,
}: {
  columns: readonly Column<Row>[];
  selectable: boolean;
}) {
  return Array.from({ length: 25 }, (_, row) => (
    <tr key={row} aria-hidden className="[&>td]:border-b [&>td]:border-line">
      {selectable && (
        <td className="w-9 pl-3">
          <Skeleton className="size-4" />
        </td>
      )}
      {columns.map((column, place) => (
        <td key={column.id} className="h-6.75 px-3 py-0">
          <span className="block" style={{ width: WIDTHS[(row + place) % WIDTHS.length] }}>
            <Skeleton className="h-2.5" />
          </span>
        </td>
      ))}
    </tr>
  ));
}

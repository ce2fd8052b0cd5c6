import type { ReactNode } from "react";

export type Column<Row> = {
  id: string;
  /** Heading; also the label of the value on a phone's card. */
  header: string;
  cell: (row: Row) => ReactNode;
  /** Numbers stand at the end and get tabular figures. */
  align?: "start" | "end";
  /** The server can sort by this column: the heading writes `?sort=id` or `?sort=-id`. */
  sortable?: boolean;
  /** A CSS width; without it the column takes what its content needs. */
  width?: string;
  /** Cut long text with an ellipsis instead of widening. */
  truncate?: boolean;
  /** Hidden until chosen in the column chooser. */
  hidden?: boolean;
  /**
   * On a phone: the card's heading, its state at the end of that line, a labelled line (default),
   * buttons in a line of their own, or left out.
   */
  card?: "title" | "status" | "line" | "actions" | "none";
};

/** Cursors of keyset paging, as the list query gave them; null where there is no such page. */
export type Pager = { before: string | null; after: string | null; from?: number; shown: number; total?: number };

export type Selection = { keys: ReadonlySet<string>; onChange: (keys: ReadonlySet<string>) => void };

export type DataTableProps<Row> = {
  /** What the table lists, for screen readers. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** A name a person knows, for the selection box and the row's link. */
  rowName: (row: Row) => string;
  rowHref?: (row: Row) => string;
  pager?: Pager;
  selection?: Selection;
  /** Buttons for the chosen rows; shown in place of the pager while any are chosen. */
  bulkActions?: ReactNode;
  empty: ReactNode;
  /**
   * `page` (default): the table scrolls within the window, its head stays. `content`: as tall as
   * its rows, for a detail page.
   */
  height?: "page" | "content";
  /** `quiet` rows are paler: a blocked driver, a superseded version. */
  rowTone?: (row: Row) => "quiet" | undefined;
};

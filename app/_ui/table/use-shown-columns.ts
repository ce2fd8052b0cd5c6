"use client";

import type { Column } from "./data-table-types";
import { useUrlState } from "./use-url-state";

type Choosable = Pick<Column<never>, "id" | "hidden">;

/**
 * Which columns are shown: `?cols=a,b` when the viewer has chosen, else all that are not hidden.
 * The first column always stays.
 */
export function useShownColumns<C extends Choosable>(columns: readonly C[]): readonly C[] {
  const chosen = useUrlState().get("cols")?.split(",");
  return columns.filter((column, place) => place === 0 || (chosen ? chosen.includes(column.id) : !column.hidden));
}

"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl/react";
import { formatNumber } from "@/app/_i18n/format-number";
import { Button } from "../action/button";
import type { Pager } from "./data-table-types";
import { useUrlState } from "./use-url-state";

/**
 * Foot of a table: how many rows, earlier and later; or, while rows are chosen, what to do with
 * them.
 */
export function DataTablePager({
  pager,
  selectedCount,
  onClear,
  bulkActions,
}: {
  pager: Pager | undefined;
  selectedCount: number;
  onClear: () => void;
  bulkActions?: ReactNode;
}) {
  const t = useTranslations("labels");
  if (selectedCount > 0) {
    return (
      <div
        className={
          "flex min-h-9 flex-wrap items-center gap-2 rounded-b-lg border-t border-line " +
          "bg-accent-soft px-3 py-1 max-sm:sticky max-sm:bottom-0"
        }
      >
        <output className="font-medium text-accent-text">{t("selected", { count: selectedCount })}</output>
        {bulkActions}
        <Button variant="quiet" size="sm" className="ml-auto" onClick={onClear}>
          {t("clear")}
        </Button>
      </div>
    );
  }
  return (
    <div className="flex min-h-9 items-center gap-2 rounded-b-lg border-t border-line px-3 py-1 text-muted">
      {pager && <PagerLine pager={pager} />}
    </div>
  );
}

function PagerLine({ pager }: { pager: Pager }) {
  const t = useTranslations("labels");
  const locale = useLocale();
  const url = useUrlState();
  const write = (value: number) => formatNumber(value, locale);
  const labels =
    pager.from === undefined
      ? t("rows", { count: pager.total ?? pager.shown })
      : t(pager.total === undefined ? "rowsShown" : "rowsShownOf", {
          from: write(pager.from),
          to: write(pager.from + pager.shown - 1),
          total: write(pager.total ?? 0),
        });
  if (pager.before === null && pager.after === null) return <span className="figures">{labels}</span>;
  return (
    <>
      <span className="figures">{labels}</span>
      <span className="ml-auto flex gap-1">
        <Button
          variant="quiet"
          size="sm"
          icon={<ChevronLeft aria-hidden />}
          disabled={pager.before === null}
          onClick={() => url.set({ before: pager.before, after: null }, "push")}
        >
          {t("previous")}
        </Button>
        <Button
          variant="quiet"
          size="sm"
          disabled={pager.after === null}
          onClick={() => url.set({ after: pager.after, before: null }, "push")}
        >
          {t("next")}
          <ChevronRight aria-hidden />
        </Button>
      </span>
    </>
  );
}

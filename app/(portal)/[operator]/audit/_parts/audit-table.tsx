"use client";

import { ScrollText } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "@/app/_ui/action/button";
import { DataTable } from "@/app/_ui/table/data-table";
import type { Column } from "@/app/_ui/table/data-table-types";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { FilterBar, SearchFilter } from "@/app/_ui/table/filter-bar";
import { JsonView } from "@/app/_ui/text/json-view";
import { TimeText } from "@/app/_ui/text/time-text";

type Entry = {
  readonly id: string;
  readonly at: Date;
  readonly actorName: string | null;
  readonly action: string;
  readonly subjectType: string | null;
  readonly subjectId: string | null;
  readonly data: unknown;
  readonly ipAddress: string | null;
};

/** The audit log; each entry opens to what was sent (secrets masked when it was written). */
export function AuditTable({
  rows,
  after,
  isFiltered,
}: {
  readonly rows: readonly Entry[];
  readonly after: string | null;
  readonly isFiltered: boolean;
}) {
  const t = useTranslations("audit");
  const [opened, setOpened] = useState<Entry | null>(null);
  const columns: Column<Entry>[] = [
    { id: "at", header: t("at"), cell: (entry) => <TimeText at={entry.at} style="datetime" /> },
    { id: "actor", header: t("actor"), card: "title", cell: (entry) => entry.actorName ?? t("system") },
    { id: "action", header: t("action"), cell: (entry) => <span className="font-mono text-xs">{entry.action}</span> },
    {
      id: "subject",
      header: t("subject"),
      truncate: true,
      cell: (entry) => <span className="text-muted">{entry.subjectId ?? "–"}</span>,
    },
    { id: "ip", header: t("ip"), hidden: true, cell: (entry) => entry.ipAddress ?? "–" },
    {
      id: "data",
      header: t("data"),
      align: "end",
      card: "actions",
      cell: (entry) => (
        <Button size="sm" variant="quiet" onClick={() => setOpened(entry)}>
          {t("show")}
        </Button>
      ),
    },
  ];
  return (
    <>
      <FilterBar names={["q", "action"]}>
        <SearchFilter label={t("search")} />
        <SearchFilter name="action" label={t("filterAction")} />
      </FilterBar>
      <DataTable
        label={t("title")}
        columns={columns}
        rows={rows}
        rowKey={(entry) => entry.id}
        rowName={(entry) => entry.action}
        pager={{ before: null, after, shown: rows.length }}
        empty={
          <EmptyState icon={<ScrollText aria-hidden />} title={t(isFiltered ? "emptyTitle" : "nothingYet")}>
            {t("emptyText")}
          </EmptyState>
        }
      />
      <Dialog
        wide
        title={opened?.action ?? ""}
        open={opened !== null}
        onOpenChange={(isOpen) => !isOpen && setOpened(null)}
      >
        {opened && <JsonView value={opened.data} what={opened.action} />}
      </Dialog>
    </>
  );
}

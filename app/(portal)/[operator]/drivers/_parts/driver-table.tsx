"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl/react";
import { errorFacts, useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { ColumnChooser } from "@/app/_ui/table/column-chooser";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { DataTable } from "@/app/_ui/table/data-table";
import type { Column } from "@/app/_ui/table/data-table-types";
import { ChoiceFilter, FilterBar, SearchFilter } from "@/app/_ui/table/filter-bar";
import { RelativeTime } from "@/app/_ui/text/relative-time";
import { Status } from "@/app/_ui/feedback/status-dot";
import { TimeText } from "@/app/_ui/text/time-text";
import { toast } from "@/app/_ui/feedback/toast";
import type { DriverPage, DriverRow } from "../../_parts/holder/holder-types";
import { FILTER_NAMES } from "./driver-query";

/** The people with a contract; whoever may change them blocks many at once. */
export function DriverTable({
  operator,
  page,
  mayChange,
  empty,
}: {
  operator: string;
  page: DriverPage;
  mayChange: boolean;
  empty: ReactNode;
}) {
  const t = useTranslations("drivers");
  const columns = useColumns();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const rows = page.rows.filter(({ driverId }) => chosen.has(driverId));
  const states = (["active", "blocked"] as const).map((value) => ({ value, label: t(`states.${value}`) }));
  return (
    <>
      <FilterBar names={FILTER_NAMES} end={<ColumnChooser columns={columns} />}>
        <SearchFilter label={t("search")} />
        <ChoiceFilter name="state" label={t("state")} choices={states} />
      </FilterBar>
      <DataTable
        label={t("title")}
        columns={columns}
        rows={page.rows}
        rowKey={(row) => row.driverId}
        rowName={(row) => row.name}
        rowHref={(row) => `/${operator}/drivers/${row.driverId}`}
        rowTone={(row) => (row.isActive ? undefined : "quiet")}
        pager={{ before: page.before, after: page.after, shown: page.rows.length, total: page.total }}
        {...(mayChange
          ? {
              selection: { keys: chosen, onChange: setChosen },
              bulkActions: <BulkBlock rows={rows} onDone={() => setChosen(new Set())} />,
            }
          : {})}
        empty={empty}
      />
    </>
  );
}

function useColumns(): readonly Column<DriverRow>[] {
  const t = useTranslations("drivers");
  return [
    { id: "name", header: t("columns.name"), sortable: true, truncate: true, card: "title", cell: (row) => row.name },
    { id: "email", header: t("columns.email"), sortable: true, truncate: true, cell: (row) => row.email },
    {
      id: "state",
      header: t("columns.state"),
      card: "status",
      cell: (row) => (
        <Status tone={row.isActive ? "good" : "bad"}>{t(`states.${row.isActive ? "active" : "blocked"}`)}</Status>
      ),
    },
    { id: "tokens", header: t("columns.tokens"), cell: (row) => <Tokens tokens={row.tokens} /> },
    {
      id: "place",
      header: t("columns.place"),
      truncate: true,
      cell: (row) => [row.city, row.country].filter(Boolean).join(", "),
    },
    { id: "seller", header: t("columns.seller"), truncate: true, hidden: true, cell: (row) => row.seller },
    {
      id: "lastCharged",
      header: t("columns.lastCharged"),
      cell: (row) =>
        row.lastChargedAt === null ? (
          <span className="text-faint">{t("never")}</span>
        ) : (
          <RelativeTime at={row.lastChargedAt} />
        ),
    },
    {
      id: "added",
      header: t("columns.added"),
      sortable: true,
      hidden: true,
      cell: (row) => <TimeText at={row.createdAt} style="date" />,
    },
  ];
}

/** The first token and how many more; those that do not work are struck through. */
function Tokens({ tokens }: { tokens: DriverRow["tokens"] }) {
  const t = useTranslations("drivers");
  const [first] = tokens;
  if (!first) return <span className="text-faint">{t("noTokens")}</span>;
  return (
    <span className="font-mono text-xs" title={tokens.map(({ uid }) => uid).join(", ")}>
      {first.state === "active" ? first.uid : <s className="text-faint">{first.uid}</s>}
      {tokens.length > 1 && (
        <span className="ml-1.5 font-sans text-faint">{t("moreTokens", { count: String(tokens.length - 1) })}</span>
      )}
    </span>
  );
}

function BulkBlock({ rows, onDone }: { rows: readonly DriverRow[]; onDone: () => void }) {
  const t = useTranslations("drivers");
  const router = useRouter();
  const trpc = useTRPC();
  const set = useMutation(
    trpc.drivers.setActive.mutationOptions({
      onSuccess: ({ changed }, { isActive }) => {
        toast.done(t(isActive ? "unblocked" : "blocked", { count: changed }));
        onDone();
        router.refresh();
      },
    }),
  );
  const driverIds = rows.map(({ driverId }) => driverId);
  return (
    <>
      {rows.some(({ isActive }) => isActive) && (
        <ConfirmDialog
          danger
          title={t("blockTitle", { count: rows.length })}
          action={t("block")}
          trigger={<Button size="sm">{t("block")}</Button>}
          onConfirm={() => set.mutateAsync({ driverIds, isActive: false })}
        >
          {t("blockText")}
        </ConfirmDialog>
      )}
      {rows.some(({ isActive }) => !isActive) && (
        <Button
          size="sm"
          pending={set.isPending}
          onClick={() =>
            set.mutate({ driverIds, isActive: true }, { onError: (error) => toast.failed(errorFacts(error).message) })
          }
        >
          {t("unblock")}
        </Button>
      )}
    </>
  );
}

"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl/react";
import { errorFacts, useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import type { Column } from "@/app/_ui/table/data-table-types";
import { TimeText } from "@/app/_ui/text/time-text";
import { toast } from "@/app/_ui/feedback/toast";
import { HolderTable, useHolderColumns } from "../../_parts/holder/holder-table";
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
  const columns = useColumns();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const rows = page.rows.filter(({ driverId }) => chosen.has(driverId));
  return (
    <HolderTable
      area="drivers"
      filterNames={FILTER_NAMES}
      columns={columns}
      page={page}
      keyOf={(row) => row.driverId}
      base={`/${operator}/drivers`}
      empty={empty}
      {...(mayChange
        ? {
            bulk: {
              selection: { keys: chosen, onChange: setChosen },
              bulkActions: <BulkBlock rows={rows} onDone={() => setChosen(new Set())} />,
            },
          }
        : {})}
    />
  );
}

function useColumns(): readonly Column<DriverRow>[] {
  const t = useTranslations("drivers");
  const shared = useHolderColumns<DriverRow>("drivers");
  return [
    shared.name,
    { id: "email", header: t("columns.email"), sortable: true, truncate: true, cell: (row) => row.email },
    shared.state,
    { id: "tokens", header: t("columns.tokens"), cell: (row) => <Tokens tokens={row.tokens} /> },
    {
      id: "place",
      header: t("columns.place"),
      truncate: true,
      cell: (row) => [row.city, row.country].filter(Boolean).join(", "),
    },
    { id: "seller", header: t("columns.seller"), truncate: true, hidden: true, cell: (row) => row.seller },
    shared.lastCharged,
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

"use client";

import { IdCard } from "lucide-react";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl/react";
import { formatDay } from "@/app/_i18n/format-time";
import { Button } from "@/app/_ui/action/button";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { DataTable } from "@/app/_ui/table/data-table";
import type { Column } from "@/app/_ui/table/data-table-types";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { Status } from "@/app/_ui/feedback/status-dot";
import { TimeText } from "@/app/_ui/text/time-text";
import { toast } from "@/app/_ui/feedback/toast";
import type { Tone } from "@/app/_ui/feedback/tone";
import { errorFacts } from "@/app/_trpc/client";
import { EditTokenDialog, lastDayOf } from "./edit-token-dialog";
import type { Holder, TokenRow } from "./holder-types";
import { AddTokenDialog } from "./token-dialog";
import { useTokenActs } from "./use-token-acts";

type State = TokenRow["state"];

const TONE: Readonly<Record<State, Tone>> = { active: "good", blocked: "bad", expired: "idle" };

/** What we say of a token at the next plug-in. */
const stateOf = ({ state, isOver }: TokenRow): State => (isOver && state === "active" ? "expired" : state);

/** A holder's tokens; whoever may change them blocks, expires and sets free, one or many. */
export function TokenTable({
  holder,
  tokens,
  zone,
  mayChange,
}: {
  holder: Holder;
  tokens: readonly TokenRow[];
  /** the operator's own */
  zone: string;
  mayChange: boolean;
}) {
  const t = useTranslations("drivers.token");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const columns = useColumns(holder, zone, mayChange);
  const rows = tokens.filter(({ tokenId }) => chosen.has(tokenId));
  return (
    <DataTable
      label={t("uid")}
      columns={columns}
      rows={tokens}
      rowKey={(row) => row.tokenId}
      rowName={(row) => row.uid}
      rowTone={(row) => (stateOf(row) === "active" ? undefined : "quiet")}
      height="content"
      {...(mayChange
        ? {
            selection: { keys: chosen, onChange: setChosen },
            bulkActions: <StateButtons holder={holder} tokens={rows} onDone={() => setChosen(new Set())} />,
            pager: { before: null, after: null, shown: tokens.length },
          }
        : {})}
      empty={
        <EmptyState
          icon={<IdCard aria-hidden />}
          title={t("emptyTitle")}
          action={mayChange && <AddTokenDialog holder={holder} />}
        >
          {t(mayChange ? "empty" : "emptyReader")}
        </EmptyState>
      }
    />
  );
}

function useColumns(holder: Holder, zone: string, mayChange: boolean): readonly Column<TokenRow>[] {
  const t = useTranslations("drivers.token");
  const labels = useTranslations("labels");
  const locale = useLocale();
  return [
    { id: "uid", header: t("uid"), card: "title", cell: (row) => <span className="font-mono text-xs">{row.uid}</span> },
    { id: "kind", header: t("kind"), cell: (row) => t(`kinds.${row.kind}`) },
    { id: "label", header: t("label"), truncate: true, cell: (row) => row.label ?? "–" },
    ...(holder.kind === "partner"
      ? [
          {
            id: "contract",
            header: t("contract"),
            cell: (row: TokenRow) => <span className="font-mono text-xs">{row.contractId ?? "–"}</span>,
          },
        ]
      : []),
    {
      id: "state",
      header: t("state"),
      card: "status",
      cell: (row) => <Status tone={TONE[stateOf(row)]}>{t(`states.${stateOf(row)}`)}</Status>,
    },
    {
      id: "lastDay",
      header: t("lastDay"),
      cell: (row) => (row.validUntil === null ? t("noEnd") : formatDay(lastDayOf(row.validUntil, zone), locale)),
    },
    { id: "added", header: t("added"), cell: (row) => <TimeText at={row.createdAt} style="date" /> },
    ...(mayChange
      ? [
          {
            id: "edit",
            header: labels("actions"),
            align: "end" as const,
            card: "actions" as const,
            cell: (row: TokenRow) => (
              <span className="inline-flex gap-1">
                <StateButtons holder={holder} tokens={[row]} quiet />
                <EditTokenDialog holder={holder} token={row} zone={zone} />
              </span>
            ),
          },
        ]
      : []),
  ];
}

/** Block or unblock at once; expiring asks first. */
function StateButtons({
  holder,
  tokens,
  quiet = false,
  onDone,
}: {
  holder: Holder;
  tokens: readonly TokenRow[];
  quiet?: boolean;
  onDone?: () => void;
}) {
  const t = useTranslations("drivers.token");
  const acts = useTokenActs(holder);
  const tokenIds = tokens.map(({ tokenId }) => tokenId);
  const mayBlock = tokens.some(({ state }) => state === "active");
  const set = (state: State) =>
    acts.setState({ tokenIds, state }).then(({ changed }) => {
      toast.done(t("changed", { count: changed }));
      onDone?.();
    });
  const look = { size: "sm", variant: quiet ? "quiet" : "secondary", pending: acts.isPending } as const;
  const free = tokens.every(({ state }) => state === "expired") ? t("reactivate") : t("unblock");
  const findingText = (error: unknown) => toast.failed(errorFacts(error).message);
  return (
    <>
      {mayBlock ? (
        <Button {...look} onClick={() => void set("blocked").catch(findingText)}>
          {t("block")}
        </Button>
      ) : (
        <Button {...look} onClick={() => void set("active").catch(findingText)}>
          {free}
        </Button>
      )}
      {tokens.some(({ state }) => state !== "expired") && (
        <ConfirmDialog
          title={t("expireTitle", { count: tokens.length })}
          action={t("expire")}
          trigger={<Button {...look}>{t("expire")}</Button>}
          onConfirm={() => set("expired")}
        >
          {t("expireText")}
        </ConfirmDialog>
      )}
    </>
  );
}

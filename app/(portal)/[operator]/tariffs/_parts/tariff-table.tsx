"use client";

import { type ReactNode, useMemo } from "react";
import { useLocale, useTranslations } from "use-intl/react";
import type { Locale } from "@/app/_i18n/locale";
import { DataTable } from "@/app/_ui/table/data-table";
import type { Column } from "@/app/_ui/table/data-table-types";
import { ChoiceFilter, FilterBar, SearchFilter } from "@/app/_ui/table/filter-bar";
import { NumberText } from "@/app/_ui/text/number-text";
import { Status } from "@/app/_ui/feedback/status-dot";
import { TimeText } from "@/app/_ui/text/time-text";
import { priceTexts, type TariffTranslator } from "./price-text";
import type { TariffRow } from "./tariff-types";

/** Tariffs by name, those in use first. */
export function TariffTable({
  operator,
  rows,
  empty,
}: {
  operator: string;
  rows: readonly TariffRow[];
  empty: ReactNode;
}) {
  const t = useTranslations("tariffs");
  const locale = useLocale();
  const columns = useMemo(() => columnsOf(t, locale), [t, locale]);
  const states = (["live", "draft", "retired"] as const).map((value) => ({ value, label: t(`states.${value}`) }));
  return (
    <>
      <FilterBar names={["q", "state"]}>
        <SearchFilter label={t("search")} />
        <ChoiceFilter name="state" label={t("filterState")} choices={states} />
      </FilterBar>
      <DataTable
        label={t("title")}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        rowHref={({ id }) => `/${operator}/tariffs/${id}`}
        rowTone={({ state }) => (state === "retired" ? "quiet" : undefined)}
        empty={empty}
      />
    </>
  );
}

function columnsOf(t: TariffTranslator, locale: Locale): readonly Column<TariffRow>[] {
  return [
    { id: "name", header: t("columns.name"), card: "title", cell: (row) => row.name },
    { id: "state", header: t("columns.state"), card: "status", cell: (row) => <TariffStatus row={row} /> },
    {
      id: "price",
      header: t("columns.price"),
      cell: (row) => {
        const labels = priceTexts(row.content, t, locale);
        return (
          <span className="block max-w-72 truncate" title={labels.join("; ")}>
            {labels.slice(0, -1).join("; ") || labels[0]}
          </span>
        );
      },
    },
    { id: "where", header: t("columns.where"), cell: (row) => <Uses uses={row.uses} /> },
    {
      id: "version",
      header: t("columns.version"),
      align: "end",
      cell: (row) => (
        <>
          {row.publishedVersion ?? "–"}
          {row.draftVersion !== null && row.publishedVersion !== null && (
            <span className="ml-1.5 text-muted">{t("draftBeside", { version: String(row.draftVersion) })}</span>
          )}
        </>
      ),
    },
    {
      id: "sessions",
      header: t("columns.sessions"),
      align: "end",
      cell: (row) => <NumberText value={row.sessionCount} />,
    },
    {
      id: "published",
      header: t("columns.published"),
      cell: (row) =>
        row.publishedAtMs === null ? (
          <span className="text-faint">–</span>
        ) : (
          <TimeText at={new Date(row.publishedAtMs)} style="date" />
        ),
    },
  ];
}

function TariffStatus({ row }: { row: TariffRow }) {
  const t = useTranslations("tariffs");
  if (row.state === "retired") return <Status tone="idle">{t("states.retired")}</Status>;
  if (row.state === "draft") return <Status tone="warn">{t("states.draft")}</Status>;
  return row.uses.length === 0 ? (
    <Status tone="idle">{t("states.unused")}</Status>
  ) : (
    <Status tone="good">{t("states.live")}</Status>
  );
}

const SHOWN_USES = 2;

function Uses({ uses }: { uses: TariffRow["uses"] }) {
  const t = useTranslations("tariffs");
  if (uses.length === 0) return <span className="text-faint">{t("nowhere")}</span>;
  const names = uses.map(({ place, scope, audience }) =>
    [place ?? t(`scope.${scope}`), ...(audience === "any" ? [] : [t(`audienceShort.${audience}`)])].join(", "),
  );
  const rest = names.length - SHOWN_USES;
  return (
    <span className="block max-w-60 truncate" title={names.join("\n")}>
      {names.slice(0, SHOWN_USES).join("; ")}
      {rest > 0 && <span className="text-muted"> {t("moreUses", { count: String(rest) })}</span>}
    </span>
  );
}

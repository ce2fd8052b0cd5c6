"use client";

import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl/react";
import type { Choice } from "@/app/_ui/fields/choice";
import { ColumnChooser } from "@/app/_ui/table/column-chooser";
import { DataTable } from "@/app/_ui/table/data-table";
import type { Column } from "@/app/_ui/table/data-table-types";
import { EnergyText } from "@/app/_ui/text/energy-text";
import { ChoiceFilter, FilterBar, SearchFilter } from "@/app/_ui/table/filter-bar";
import { PeriodFilter } from "@/app/_ui/table/period-filter";
import { PowerText } from "@/app/_ui/text/power-text";
import { TimeText } from "@/app/_ui/text/time-text";
import { ElapsedText } from "./elapsed-text";
import { SessionCost } from "./session-cost";
import { BILLING_FILTERS, FILTER_NAMES } from "./session-query";
import { SessionStatus } from "./session-status";
import type { SessionPage, SessionRow } from "./session-types";

type Translator = ReturnType<typeof useTranslations<"sessions">>;

/** The list of sessions with its filters; rows change in place as the page is asked again. */
export function SessionTable({
  operator,
  page,
  today,
  sites,
  stations,
  empty,
}: {
  operator: string;
  page: SessionPage;
  today: string;
  sites: readonly Choice[];
  stations: readonly Choice[];
  empty: ReactNode;
}) {
  const t = useTranslations("sessions");
  const columns = useMemo(() => columnsOf(t), [t]);
  const billing = BILLING_FILTERS.map((value) => ({ value, label: t(`billing.${value}`) }));
  const states = (["active", "ended"] as const).map((value) => ({ value, label: t(`states.${value}`) }));
  return (
    <>
      <FilterBar names={FILTER_NAMES} end={<ColumnChooser columns={columns} />}>
        <SearchFilter label={t("search")} />
        <PeriodFilter today={today} />
        <ChoiceFilter name="state" label={t("filters.state")} choices={states} />
        <ChoiceFilter name="billing" label={t("filters.billing")} choices={billing} multiple />
        {sites.length > 1 && <ChoiceFilter name="site" label={t("filters.site")} choices={sites} />}
        {stations.length > 1 && <ChoiceFilter name="station" label={t("filters.station")} choices={stations} />}
      </FilterBar>
      <DataTable
        label={t("title")}
        columns={columns}
        rows={page.rows}
        rowKey={({ id }) => id}
        rowName={({ stationName, number }) => `${stationName} ${number}`}
        rowHref={({ id }) => `/${operator}/sessions/${id}`}
        pager={{ before: page.before, after: page.after, shown: page.rows.length }}
        empty={empty}
      />
    </>
  );
}

function columnsOf(t: Translator): readonly Column<SessionRow>[] {
  return [
    {
      id: "station",
      header: t("columns.station"),
      card: "title",
      cell: (row) => (
        <>
          {row.stationName} <span className="font-normal text-faint">· {row.evseNumber}</span>
        </>
      ),
    },
    {
      id: "who",
      header: t("columns.who"),
      truncate: true,
      cell: (row) => <Who row={row} unknown={t("unknownDriver")} />,
    },
    {
      id: "state",
      header: t("columns.state"),
      card: "status",
      cell: (row) => <SessionStatus row={row} />,
    },
    {
      id: "start",
      header: t("columns.start"),
      sortable: true,
      cell: (row) => <TimeText at={new Date(row.startedAtMs)} zone={row.timeZone} />,
    },
    {
      id: "duration",
      header: t("columns.duration"),
      align: "end",
      cell: (row) => <ElapsedText fromMs={row.startedAtMs} toMs={row.endedAtMs} />,
    },
    {
      id: "energy",
      header: t("columns.energy"),
      align: "end",
      cell: (row) => (row.energyMilliWh === null ? DASH : <EnergyText milliWh={row.energyMilliWh} digits={2} />),
    },
    {
      id: "power",
      header: t("columns.power"),
      align: "end",
      cell: (row) => (row.state === "ended" || row.powerW === null ? DASH : <PowerText watts={row.powerW} />),
    },
    {
      id: "soc",
      header: t("columns.soc"),
      align: "end",
      cell: (row) => (row.socPercent === null ? DASH : `${Math.round(row.socPercent)} %`),
    },
    {
      id: "cost",
      header: t("columns.cost"),
      align: "end",
      cell: (row) => <SessionCost cost={row.cost} />,
    },
    { id: "site", header: t("columns.site"), truncate: true, hidden: true, cell: (row) => row.siteName },
    { id: "token", header: t("columns.token"), hidden: true, cell: (row) => row.tokenUid ?? DASH },
    { id: "number", header: t("columns.number"), align: "end", hidden: true, cell: (row) => String(row.number) },
  ];
}

const DASH = <span className="text-faint">–</span>;

function Who({ row, unknown }: { row: SessionRow; unknown: string }) {
  const name = row.driverName ?? row.tokenLabel ?? row.tokenUid;
  if (name === null) return <span className="text-faint">{unknown}</span>;
  return (
    <>
      {name}
      {row.emspName && <span className="ml-1.5 text-muted">{row.emspName}</span>}
    </>
  );
}

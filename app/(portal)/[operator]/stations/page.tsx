import { Download, EvCharger, Plus } from "lucide-react";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { getTranslator } from "@/app/_i18n/translator";
import { LiveRefresh } from "@/app/_trpc/live";
import { orNotFound, portal } from "@/app/_trpc/server";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { ChoiceFilter, FilterBar, SearchFilter } from "@/app/_ui/table/filter-bar";
import { LinkButton } from "@/app/_ui/action/link-button";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { may } from "@/server/domain/access/may";
import type { StationPage } from "./_parts/station-types";
import { exportAddress, type Query } from "../_parts/query";
import { listQuery, STATION_STATES, viewIn } from "./_parts/list-query";
import { PagerLinks } from "./_parts/pager-links";
import { StationMap } from "./_parts/station-map";
import { StationColumns, StationTable } from "./_parts/station-table";
import { StationTree } from "./_parts/station-tree";
import { ViewSwitch } from "./_parts/view-switch";
import type { View } from "./_parts/views";

type Props = { readonly params: Promise<{ operator: string }>; readonly searchParams: Promise<Query> };

const FILTERS = ["q", "site", "state"] as const;

export async function generateMetadata() {
  const t = await getTranslator("stations");
  return { title: t("title") };
}

/** The network: by site, as a list, or on the map. */
export default async function StationsPage({ params, searchParams }: Props) {
  const [{ operator }, query] = await Promise.all([params, searchParams]);
  const [t, labels] = await Promise.all([getTranslator("stations"), getTranslator("labels")]);
  const api = await portal(operator);
  const view = viewIn(query);
  const [page, sites, membership] = await Promise.all([
    orNotFound(api.stations.list(listQuery(query))),
    orNotFound(api.stations.tree()),
    orNotFound(api.operators.current()),
  ]);
  const base = `/${operator}/stations`;
  return (
    <ClientMessages areas={["stations"]}>
      <LiveRefresh topics={["stations", "overview", "sessions"]} />
      <PageHeader
        title={t("title")}
        status={<span className="text-sm text-muted">{t("count", { count: page.total })}</span>}
        actions={
          may(membership.role, "station:write") && (
            <LinkButton href={`${base}/new`} variant="primary" size="sm" icon={<Plus aria-hidden />}>
              {t("add")}
            </LinkButton>
          )
        }
      />
      <FilterBar
        names={FILTERS}
        end={
          <>
            {view === "list" && <StationColumns />}
            <LinkButton
              href={exportAddress(operator, "stations", query, [...FILTERS, "sort"])}
              download=""
              size="sm"
              icon={<Download aria-hidden />}
              className="max-sm:hidden"
            >
              {labels("export")}
            </LinkButton>
            <ViewSwitch view={view} />
          </>
        }
      >
        {view !== "map" && (
          <>
            <SearchFilter label={t("search")} />
            <ChoiceFilter
              name="site"
              label={t("site")}
              multiple
              choices={sites.map(({ siteId, name }) => ({ value: siteId, label: name }))}
            />
            <ChoiceFilter
              name="state"
              label={t("state")}
              multiple
              choices={STATION_STATES.map((value) => ({ value, label: t(`filters.${value}`) }))}
            />
          </>
        )}
      </FilterBar>
      {page.stations.length === 0 && view !== "map" ? (
        <NoStations
          base={base}
          operator={operator}
          filtered={FILTERS.some((name) => query[name] !== undefined)}
          hasSite={sites.length > 0}
          mayAdd={may(membership.role, "station:write")}
        />
      ) : (
        <Shown view={view} base={base} operator={operator} page={page} query={query} />
      )}
    </ClientMessages>
  );
}

function Shown(props: { view: View; base: string; operator: string; page: StationPage; query: Query }) {
  const { view, base, operator, page, query } = props;
  if (view === "map") return <StationMap operator={operator} />;
  if (view === "list") {
    const pager = { before: page.before, after: page.after, shown: page.stations.length, total: page.total };
    return <StationTable base={base} stations={page.stations} pager={pager} />;
  }
  return (
    <>
      <StationTree base={base} stations={page.stations} isWhole={page.stations.length === page.total} />
      <PagerLinks params={query} before={page.before} after={page.after} />
    </>
  );
}

async function NoStations(props: {
  base: string;
  operator: string;
  filtered: boolean;
  hasSite: boolean;
  mayAdd: boolean;
}) {
  const t = await getTranslator("stations");
  const { base, operator, filtered, hasSite, mayAdd } = props;
  const action = hasSite ? (
    <LinkButton href={`${base}/new`} variant="primary">
      {t("add")}
    </LinkButton>
  ) : (
    <LinkButton href={`/${operator}/settings`}>{t("toSettings")}</LinkButton>
  );
  return (
    <div className="rounded-lg border border-line bg-surface">
      <EmptyState
        icon={<EvCharger aria-hidden />}
        title={t(filtered ? "noneTitle" : "emptyTitle")}
        action={!filtered && mayAdd ? action : undefined}
      >
        {t(filtered ? "none" : hasSite ? "empty" : "emptyNoSite")}
      </EmptyState>
    </div>
  );
}

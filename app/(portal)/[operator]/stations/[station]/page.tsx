import { notFound } from "next/navigation";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { getTranslator } from "@/app/_i18n/translator";
import { LiveRefresh } from "@/app/_trpc/live";
import { orNotFound, portal } from "@/app/_trpc/server";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { RelativeTime } from "@/app/_ui/text/relative-time";
import { Tabs } from "@/app/_ui/layout/tabs";
import { may, type Right } from "@/server/domain/access/may";
import { oneOf, type Query } from "../../_parts/query";
import { isId } from "../_parts/list-query";
import { PresenceText } from "../_parts/presence-text";
import type { StationDetail } from "../_parts/station-types";
import { TabContent } from "./_parts/tab-content";

type Props = {
  readonly params: Promise<{ operator: string; station: string }>;
  readonly searchParams: Promise<Query>;
};

/** Each tab and the right its content asks for. */
const TABS = {
  live: "station:read",
  commands: "station:read",
  configuration: "message:read",
  messages: "message:read",
  deviations: "message:read",
  sessions: "session:read",
  events: "station:read",
  details: "station:read",
} as const satisfies Record<string, Right>;

export type TabKey = keyof typeof TABS;

export async function generateMetadata({ params }: Props) {
  const { operator, station } = await params;
  if (!isId(station)) notFound();
  const { name } = await orNotFound((await portal(operator)).stations.get({ stationId: station }));
  return { title: name };
}

/** One station: what it does now, what was asked of it, what it said. */
export default async function StationPage({ params, searchParams }: Props) {
  const [{ operator, station: stationId }, query] = await Promise.all([params, searchParams]);
  if (!isId(stationId)) notFound();
  const t = await getTranslator("stations");
  const api = await portal(operator);
  const [station, membership] = await Promise.all([
    orNotFound(api.stations.get({ stationId })),
    orNotFound(api.operators.current()),
  ]);
  const keys = (Object.keys(TABS) as TabKey[]).filter((key) => may(membership.role, TABS[key]));
  const tab = oneOf(query, "tab", keys) ?? "live";
  return (
    <ClientMessages areas={["stations", "stationAccess", "deviations"]}>
      <LiveRefresh topics={topicsOf(station, tab)} />
      <PageHeader
        title={station.name}
        crumbs={[{ label: t("title"), href: `/${operator}/stations` }]}
        status={<PresenceText presence={station.presence} badge />}
        description={<Facts station={station} />}
      />
      <Tabs
        label={t("tab.label")}
        current={tab}
        tabs={keys.map((key) => ({
          key,
          label: t(`tab.${key}`),
          href: key === "live" ? "?" : `?tab=${key}`,
          count: key === "events" && station.openFindings > 0 ? station.openFindings : undefined,
        }))}
      />
      <TabContent operator={operator} station={station} tab={tab} role={membership.role} params={query} />
    </ClientMessages>
  );
}

async function Facts({ station }: { station: StationDetail }) {
  const t = await getTranslator("stations");
  const facts = [
    station.siteName,
    [station.vendor, station.model].filter(Boolean).join(" "),
    station.ocppVersion === null ? "" : `OCPP ${station.ocppVersion}`,
  ].filter((fact) => fact !== "");
  return (
    <span className="flex flex-wrap gap-x-2">
      <span className="font-mono text-xs leading-5">{station.identity}</span>
      <span>{facts.join(" · ")}</span>
      {station.lastSeenAt !== null && (
        <span>
          {t("column.seen")} <RelativeTime at={station.lastSeenAt} />
        </span>
      )}
    </span>
  );
}

/**
 * What this page listens to: the station, the sessions that run there and, where they are shown,
 * its messages or how they depart from the specification.
 */
function topicsOf(station: StationDetail, tab: TabKey): readonly string[] {
  const running = station.evses.flatMap(({ session }) => (session === null ? [] : [`session:${session.sessionId}`]));
  const own = [`station:${station.stationId}`, ...running];
  if (tab === "messages") return [...own, `messages:${station.stationId}`];
  return tab === "deviations" ? [...own, `deviations:${station.stationId}`, "models"] : own;
}

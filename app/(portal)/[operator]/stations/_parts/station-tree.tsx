import { Link } from "@/app/_ui/action/link";
import { Fragment } from "react";
import { getTranslator } from "@/app/_i18n/translator";
import { PowerText } from "@/app/_ui/text/power-text";
import { RelativeTime } from "@/app/_ui/text/relative-time";
import type { ListedStation } from "./station-types";
import { ConnectorMarks } from "./connector-marks";
import { PresenceText } from "./presence-text";

const HEAD = "sticky top-0 z-10 h-7 border-b border-line bg-sunken px-3 text-left text-xs font-medium text-muted";
const CELL = "h-6.75 border-b border-line px-3 py-0 whitespace-nowrap pointer-coarse:h-10";

type Site = {
  readonly siteId: string;
  readonly name: string;
  readonly city: string;
  readonly stations: ListedStation[];
};

/**
 * Site, station, EVSE: the network as it stands, painted by the server. On a phone each station is
 * two lines.
 */
export async function StationTree({
  base,
  stations,
  isWhole,
}: {
  base: string;
  stations: readonly ListedStation[];
  /** all that match are here, so that a site's numbers are of the whole site */
  isWhole: boolean;
}) {
  const t = await getTranslator("stations");
  const sites = bySite(stations);
  return (
    <section
      aria-label={t("title")}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls: takes focus
      tabIndex={0}
      className="overflow-auto rounded-lg border border-line bg-surface sm:max-h-[calc(100dvh-8.75rem)]"
    >
      <table className="w-full border-separate border-spacing-0 text-sm">
        <thead className="max-sm:sr-only">
          <tr>
            <th className={HEAD}>{t("column.name")}</th>
            <th className={HEAD}>{t("column.connectors")}</th>
            <th className={HEAD}>{t("column.presence")}</th>
            <th className={HEAD}>{t("column.identity")}</th>
            <th className={`${HEAD} text-right`}>{t("column.sessions")}</th>
            <th className={`${HEAD} text-right`}>{t("column.power")}</th>
            <th className={`${HEAD} text-right`}>{t("column.seen")}</th>
          </tr>
        </thead>
        <tbody>
          {sites.map((site) => (
            <Fragment key={site.siteId}>
              <tr className="bg-canvas">
                <th colSpan={7} scope="colgroup" className={`${CELL} text-left font-semibold`}>
                  {site.name}
                  <span className="ml-2 text-xs font-normal text-muted">
                    {site.city === site.name ? "" : `${site.city} · `}
                    {t(isWhole ? "siteLine" : "siteLinePart", {
                      online: String(site.stations.filter((station) => station.presence === "online").length),
                      total: String(site.stations.length),
                    })}
                  </span>
                </th>
              </tr>
              {site.stations.map((station) => (
                <StationRow key={station.stationId} base={base} station={station} />
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function StationRow({ base, station }: { base: string; station: ListedStation }) {
  return (
    <tr className={`group/row relative hover:bg-hover ${station.presence === "never" ? "text-faint" : ""}`}>
      <td className={`${CELL} pl-6`}>
        <Link
          href={`${base}/${station.stationId}`}
          data-row-link=""
          className="rounded-sm font-medium after:absolute after:inset-0"
        >
          {station.name}
        </Link>
      </td>
      <td className={CELL}>
        <ConnectorMarks connectors={station.connectors} presence={station.presence} />
      </td>
      <td className={CELL}>
        <PresenceText presence={station.presence} short />
      </td>
      <td className={`${CELL} font-mono text-xs max-sm:hidden`}>{station.identity}</td>
      <td className={`${CELL} figures text-right max-sm:hidden`}>
        {station.activeSessions === 0 ? <span className="text-faint">–</span> : station.activeSessions}
      </td>
      <td className={`${CELL} text-right max-sm:hidden`}>
        {station.activeSessions === 0 ? <span className="text-faint">–</span> : <PowerText watts={station.powerW} />}
      </td>
      <td className={`${CELL} text-right text-muted max-sm:hidden`}>
        {station.lastSeenAt === null ? <span className="text-faint">–</span> : <RelativeTime at={station.lastSeenAt} />}
      </td>
    </tr>
  );
}

function bySite(stations: readonly ListedStation[]): readonly Site[] {
  const sites = new Map<string, Site>();
  for (const station of stations) {
    const { siteId, siteName, city } = station;
    const site = sites.get(siteId) ?? { siteId, name: siteName, city, stations: [] };
    site.stations.push(station);
    sites.set(siteId, site);
  }
  return [...sites.values()];
}

import type { MapPoint } from "@/app/_ui/chart/site-map";
import type { Tone } from "@/app/_ui/feedback/tone";
import type { SiteState } from "./overview-types";

/** Sites that have coordinates as marks of a map; the worst of their stations gives the tone. */
export const sitePoints = (
  sites: readonly SiteState[],
  stationsPath: string,
  label: (site: SiteState) => string,
): readonly MapPoint[] =>
  sites.flatMap((site) =>
    site.latitude === null || site.longitude === null
      ? []
      : [
          {
            key: site.siteId,
            latitude: site.latitude,
            longitude: site.longitude,
            label: label(site),
            tone: toneOf(site),
            href: `${stationsPath}?site=${site.siteId}`,
            count: site.stations,
          },
        ],
  );

function toneOf({ faulted, offline, charging, online }: SiteState): Tone {
  if (faulted > 0) return "bad";
  if (offline > 0) return "warn";
  if (charging > 0) return "live";
  return online > 0 ? "good" : "idle";
}

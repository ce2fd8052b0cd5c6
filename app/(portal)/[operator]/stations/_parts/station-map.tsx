import { getTranslator } from "@/app/_i18n/translator";
import { orNotFound, portal } from "@/app/_trpc/server";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { SiteMap } from "@/app/_ui/chart/site-map";
import { sitePoints } from "../../_parts/site-points";

/** Every site as a mark that opens its stations. */
export async function StationMap({ operator }: { operator: string }) {
  const t = await getTranslator("stations");
  const { sites } = await orNotFound((await portal(operator)).overview.live());
  const points = sitePoints(sites, `/${operator}/stations`, (site) =>
    t("mapPoint", {
      name: site.name,
      city: site.city,
      online: String(site.online),
      total: String(site.stations),
      charging: String(site.charging),
      faulted: String(site.faulted),
    }),
  );
  return (
    <div className="rounded-lg border border-line bg-surface p-2">
      {points.length === 0 ? (
        <EmptyState title={t("mapLabel")}>{t("noPlaces")}</EmptyState>
      ) : (
        <SiteMap label={t("mapLabel")} points={points} width={1200} height={620} />
      )}
    </div>
  );
}

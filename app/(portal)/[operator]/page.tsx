import { ClientMessages } from "@/app/_i18n/client-messages";
import { getTranslator } from "@/app/_i18n/translator";
import { LiveRefresh } from "@/app/_trpc/live";
import { orNotFound, portal } from "@/app/_trpc/server";
import { Notice } from "@/app/_ui/feedback/notice";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Section } from "@/app/_ui/layout/section";
import { SiteMap } from "@/app/_ui/chart/site-map";
import { TextLink } from "@/app/_ui/action/text-link";
import { OverviewAttention } from "./_parts/overview-attention";
import { OverviewConnectors } from "./_parts/overview-connectors";
import { daysHint, OverviewDays } from "./_parts/overview-days";
import { OverviewFirstSteps } from "./_parts/overview-first-steps";
import { OverviewSessions } from "./_parts/overview-sessions";
import { OverviewStats } from "./_parts/overview-stats";
import { sitePoints } from "./_parts/site-points";

type Props = { readonly params: Promise<{ operator: string }> };

export async function generateMetadata() {
  const t = await getTranslator("overview");
  return { title: t("title") };
}

/** Are we fine, and what did we earn. */
export default async function OverviewPage({ params }: Props) {
  const { operator } = await params;
  const [t, places] = await Promise.all([getTranslator("overview"), getTranslator("stations")]);
  const overview = await orNotFound((await portal(operator)).overview.get());
  const base = `/${operator}`;
  const { live, firstSteps } = overview;
  const points = sitePoints(live.sites, `${base}/stations`, (site) =>
    places("mapPoint", {
      name: site.name,
      city: site.city,
      online: String(site.online),
      total: String(site.stations),
      charging: String(site.charging),
      faulted: String(site.faulted),
    }),
  );
  return (
    <ClientMessages areas={["overview"]}>
      <LiveRefresh topics={["overview", "sessions", "stations"]} />
      <PageHeader title={t("title")} />
      <div className="grid gap-4">
        {live.gateways === 0 && <Notice tone="bad">{t("noGateway")}</Notice>}
        {firstSteps !== null && (
          <Section title={t("firstSteps")} description={t("firstStepsHint")} framed>
            <OverviewFirstSteps base={base} steps={firstSteps} />
          </Section>
        )}
        <OverviewStats {...overview} />
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="grid min-w-0 gap-4">
            <Section
              title={t("liveSessions")}
              framed
              actions={<TextLink href={`${base}/sessions?state=active`}>{t("allSessions")}</TextLink>}
            >
              <OverviewSessions base={base} sessions={live.sessions} />
            </Section>
            <Section title={t("lastDays")} description={await daysHint(overview)} framed>
              <OverviewDays days={overview.days} currency={overview.currency} />
            </Section>
          </div>
          <div className="grid min-w-0 gap-4">
            <Section title={t("attention")} framed>
              <OverviewAttention base={base} attention={overview.attention} />
            </Section>
            {Object.keys(live.connectors).length > 0 && (
              <Section title={t("connectors")} framed>
                <OverviewConnectors base={base} connectors={live.connectors} />
              </Section>
            )}
            {points.length > 0 && (
              <Section title={t("map")} framed>
                <SiteMap label={t("map")} points={points} width={480} height={340} />
              </Section>
            )}
          </div>
        </div>
      </div>
    </ClientMessages>
  );
}

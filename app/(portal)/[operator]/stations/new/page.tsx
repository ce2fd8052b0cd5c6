import { notFound } from "next/navigation";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { getTranslator } from "@/app/_i18n/translator";
import { orNotFound, portal } from "@/app/_trpc/server";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { LinkButton } from "@/app/_ui/action/link-button";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { may } from "@/server/domain/access/may";
import { RegisterForm } from "./_parts/register-form";

type Props = { readonly params: Promise<{ operator: string }> };

export async function generateMetadata() {
  const t = await getTranslator("stations");
  return { title: t("form.title") };
}

/** Adds a station and shows, once, what to type into it. */
export default async function NewStationPage({ params }: Props) {
  const { operator } = await params;
  const t = await getTranslator("stations");
  const api = await portal(operator);
  const [sites, membership] = await Promise.all([orNotFound(api.stations.tree()), orNotFound(api.operators.current())]);
  if (!may(membership.role, "station:write")) notFound();
  const base = `/${operator}/stations`;
  return (
    <ClientMessages areas={["stations", "stationAccess"]}>
      <PageHeader title={t("form.title")} crumbs={[{ label: t("title"), href: base }]} description={t("form.intro")} />
      {sites.length === 0 ? (
        <EmptyState
          title={t("emptyTitle")}
          action={<LinkButton href={`/${operator}/settings`}>{t("toSettings")}</LinkButton>}
        >
          {t("emptyNoSite")}
        </EmptyState>
      ) : (
        <RegisterForm base={base} sites={sites} />
      )}
    </ClientMessages>
  );
}

import { Download, Zap } from "lucide-react";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { getTranslator } from "@/app/_i18n/translator";
import { LiveRefresh } from "@/app/_trpc/live";
import { orNotFound, portal } from "@/app/_trpc/server";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { LinkButton } from "@/app/_ui/action/link-button";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { may } from "@/server/domain/access/may";
import { exportAddress, type Query } from "../_parts/query";
import { todayIn } from "../_parts/today-in";
import { FILTER_NAMES, readQuery } from "./_parts/session-query";
import { SessionTable } from "./_parts/session-table";

type Props = { readonly params: Promise<{ operator: string }>; readonly searchParams: Promise<Query> };

export async function generateMetadata() {
  const t = await getTranslator("sessions");
  return { title: t("title") };
}

/** Running sessions first, then the newest; every filter is in the address. */
export default async function SessionsPage({ params, searchParams }: Props) {
  const [{ operator }, query] = await Promise.all([params, searchParams]);
  const t = await getTranslator("sessions");
  const api = await portal(operator);
  const [page, places, membership] = await Promise.all([
    orNotFound(api.sessions.list(readQuery(query))),
    orNotFound(api.sessions.places()),
    orNotFound(api.operators.current()),
  ]);
  const isFiltered = FILTER_NAMES.some((name) => query[name] !== undefined);
  return (
    <ClientMessages areas={["sessions"]}>
      <LiveRefresh topics={["sessions"]} />
      <PageHeader
        title={t("title")}
        actions={
          may(membership.role, "session:export") && (
            <LinkButton
              href={exportAddress(operator, "sessions", query, FILTER_NAMES)}
              download=""
              size="sm"
              title={t("exportHint")}
              icon={<Download aria-hidden />}
            >
              {t("exportAll")}
            </LinkButton>
          )
        }
      />
      <SessionTable
        operator={operator}
        page={page}
        today={todayIn(membership.timeZone)}
        sites={places.sites.map(({ id, name }) => ({ value: id, label: name }))}
        stations={places.stations.map(({ id, name, siteName }) => ({ value: id, label: name, hint: siteName }))}
        empty={
          <EmptyState
            icon={<Zap aria-hidden />}
            title={t(isFiltered ? "emptyFiltered" : "empty")}
            {...(isFiltered
              ? {}
              : { action: <LinkButton href={`/${operator}/stations`}>{t("emptyAction")}</LinkButton> })}
          >
            {t(isFiltered ? "emptyFilteredHint" : "emptyHint")}
          </EmptyState>
        }
      />
    </ClientMessages>
  );
}

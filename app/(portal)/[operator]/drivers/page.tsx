import { Download, FileUp, IdCard } from "lucide-react";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { getTranslator } from "@/app/_i18n/translator";
import { LiveRefresh } from "@/app/_trpc/live";
import { orNotFound, portal } from "@/app/_trpc/server";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { LinkButton } from "@/app/_ui/action/link-button";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { may } from "@/server/domain/access/may";
import { exportAddress, type Query } from "../_parts/query";
import { AddDriverDialog } from "./_parts/add-driver-dialog";
import { FILTER_NAMES, readQuery } from "./_parts/driver-query";
import { DriverTable } from "./_parts/driver-table";

type Props = { readonly params: Promise<{ operator: string }>; readonly searchParams: Promise<Query> };

export async function generateMetadata() {
  const t = await getTranslator("drivers");
  return { title: t("title") };
}

/** The people with a contract and their tokens. */
export default async function DriversPage({ params, searchParams }: Props) {
  const [{ operator }, query] = await Promise.all([params, searchParams]);
  const t = await getTranslator("drivers");
  const api = await portal(operator);
  const [page, sellers, membership] = await Promise.all([
    orNotFound(api.drivers.list(readQuery(query))),
    orNotFound(api.drivers.sellers()),
    orNotFound(api.operators.current()),
  ]);
  const mayChange = may(membership.role, "driver:write");
  const isFiltered = FILTER_NAMES.some((name) => query[name] !== undefined);
  const importLink = (
    <LinkButton href={`/${operator}/drivers/import`} icon={<FileUp aria-hidden />}>
      {t("import")}
    </LinkButton>
  );
  return (
    <ClientMessages areas={["drivers"]}>
      <LiveRefresh topics={["drivers"]} />
      <PageHeader
        title={t("title")}
        actions={
          <>
            <LinkButton
              href={exportAddress(operator, "drivers", query, FILTER_NAMES)}
              download=""
              title={t("exportHint")}
              icon={<Download aria-hidden />}
            >
              {t("exportAll")}
            </LinkButton>
            {mayChange && importLink}
            {mayChange && <AddDriverDialog operator={operator} sellers={sellers} />}
          </>
        }
      />
      <DriverTable
        operator={operator}
        page={page}
        mayChange={mayChange}
        empty={
          <EmptyState
            icon={<IdCard aria-hidden />}
            title={t(isFiltered ? "noneTitle" : "emptyTitle")}
            action={!isFiltered && mayChange && importLink}
          >
            {t(isFiltered ? "none" : "empty")}
          </EmptyState>
        }
      />
    </ClientMessages>
  );
}

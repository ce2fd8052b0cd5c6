import { Handshake } from "lucide-react";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { getTranslator } from "@/app/_i18n/translator";
import { LiveRefresh } from "@/app/_trpc/live";
import { orNotFound, portal } from "@/app/_trpc/server";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { may } from "@/server/domain/access/may";
import type { Query } from "../_parts/query";
import { AddPartnerDialog } from "./_parts/add-partner-dialog";
import { FILTER_NAMES, readQuery } from "./_parts/partner-query";
import { PartnerTable } from "./_parts/partner-table";

type Props = { readonly params: Promise<{ operator: string }>; readonly searchParams: Promise<Query> };

export async function generateMetadata() {
  const t = await getTranslator("partners");
  return { title: t("title") };
}

/** The providers (EMSPs) whose drivers charge here. */
export default async function PartnersPage({ params, searchParams }: Props) {
  const [{ operator }, query] = await Promise.all([params, searchParams]);
  const t = await getTranslator("partners");
  const api = await portal(operator);
  const [page, sellers, membership] = await Promise.all([
    orNotFound(api.partners.list(readQuery(query))),
    orNotFound(api.partners.sellers()),
    orNotFound(api.operators.current()),
  ]);
  const mayChange = may(membership.role, "partner:write");
  const isFiltered = FILTER_NAMES.some((name) => query[name] !== undefined);
  const add = mayChange && <AddPartnerDialog operator={operator} sellers={sellers} />;
  return (
    <ClientMessages areas={["partners", "drivers"]}>
      <LiveRefresh topics={["partners"]} />
      <PageHeader title={t("title")} actions={add} />
      <PartnerTable
        operator={operator}
        page={page}
        empty={
          <EmptyState icon={<Handshake aria-hidden />} title={t(isFiltered ? "noneTitle" : "emptyTitle")}>
            {t(isFiltered ? "none" : "empty")}
          </EmptyState>
        }
      />
    </ClientMessages>
  );
}

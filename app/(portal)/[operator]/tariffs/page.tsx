import { Plus, Tags } from "lucide-react";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { getTranslator } from "@/app/_i18n/translator";
import { LiveRefresh } from "@/app/_trpc/live";
import { orNotFound, portal } from "@/app/_trpc/server";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { LinkButton } from "@/app/_ui/action/link-button";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { may } from "@/server/domain/access/may";
import { TariffTable } from "./_parts/tariff-table";

type Query = Readonly<Record<string, string | string[] | undefined>>;
type Props = { readonly params: Promise<{ operator: string }>; readonly searchParams: Promise<Query> };

export async function generateMetadata() {
  const t = await getTranslator("tariffs");
  return { title: t("title") };
}

/** Every tariff with its price in words and where it holds. */
export default async function TariffsPage({ params, searchParams }: Props) {
  const [{ operator }, query] = await Promise.all([params, searchParams]);
  const t = await getTranslator("tariffs");
  const api = await portal(operator);
  const text = typeof query["q"] === "string" ? query["q"].slice(0, 100) : undefined;
  const state = (["live", "draft", "retired"] as const).find((known) => known === query["state"]);
  const [rows, membership] = await Promise.all([
    orNotFound(api.tariffs.list({ text, state })),
    orNotFound(api.operators.current()),
  ]);
  const mayWrite = may(membership.role, "tariff:write");
  const isFiltered = text !== undefined || state !== undefined;
  const create = mayWrite && (
    <LinkButton href={`/${operator}/tariffs/new`} variant="primary" icon={<Plus aria-hidden />}>
      {t("new")}
    </LinkButton>
  );
  return (
    <ClientMessages areas={["tariffs"]}>
      <LiveRefresh topics={["tariffs"]} />
      <PageHeader
        title={t("title")}
        actions={
          <>
            <LinkButton href={`/${operator}/tariffs/why`}>{t("why")}</LinkButton>
            {create}
          </>
        }
      />
      <TariffTable
        operator={operator}
        rows={rows}
        empty={
          <EmptyState
            icon={<Tags aria-hidden />}
            title={t(isFiltered ? "emptyFiltered" : "empty")}
            action={isFiltered ? undefined : create}
          >
            {!isFiltered && t("emptyHint")}
          </EmptyState>
        }
      />
    </ClientMessages>
  );
}

import { ClientMessages } from "@/app/_i18n/client-messages";
import { getTranslator } from "@/app/_i18n/translator";
import { orNotFound, portal } from "@/app/_trpc/server";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Section } from "@/app/_ui/layout/section";
import { Tabs } from "@/app/_ui/layout/tabs";
import { may } from "@/server/domain/access/may";
import { AccountForms } from "./_parts/account-forms";
import { ConnectionList } from "./_parts/connection-list";
import { EntityDialog } from "./_parts/entity-dialog";
import { EntityTable } from "./_parts/entity-table";
import { OperatorForm } from "./_parts/operator-form";
import { SiteDialog } from "./_parts/site-dialog";
import { SiteTable } from "./_parts/site-table";

type Props = { readonly params: Promise<{ operator: string }>; readonly searchParams: Promise<{ tab?: string }> };

const TABS = ["organisation", "entities", "sites", "connections", "account"] as const;

export async function generateMetadata() {
  const t = await getTranslator("settings");
  return { title: t("title") };
}

/**
 * The operator, its legal entities and sites, what it is connected to, and the person's own
 * account.
 */
export default async function SettingsPage({ params, searchParams }: Props) {
  const [{ operator }, requested] = await Promise.all([params, searchParams]);
  const t = await getTranslator("settings");
  const api = await portal(operator);
  const [organisation, membership] = await Promise.all([
    orNotFound(api.operators.organisation()),
    orNotFound(api.operators.current()),
  ]);
  const mayChange = may(membership.role, "settings:write");
  const tab = TABS.find((known) => known === requested.tab) ?? "organisation";
  return (
    <ClientMessages areas={["settings"]}>
      <PageHeader title={t("title")} />
      <Tabs
        label={t("title")}
        current={tab}
        tabs={TABS.map((key) => ({ key, label: t(`tabs.${key}`), href: `/${operator}/settings?tab=${key}` }))}
      />
      {tab === "organisation" && <OperatorForm operator={organisation.operator} mayChange={mayChange} />}
      {tab === "entities" && (
        <Section
          title={t("tabs.entities")}
          description={t("entitiesHint")}
          actions={mayChange && <EntityDialog entity={null} />}
        >
          <EntityTable
            entities={organisation.legalEntities}
            isCollected={(await orNotFound(api.operators.connections())).stripe !== "none"}
            mayChange={mayChange}
          />
        </Section>
      )}
      {tab === "sites" && (
        <Section
          title={t("tabs.sites")}
          description={t("sitesHint")}
          actions={mayChange && <SiteDialog site={null} entities={organisation.legalEntities} />}
        >
          <SiteTable sites={organisation.sites} entities={organisation.legalEntities} mayChange={mayChange} />
        </Section>
      )}
      {tab === "connections" && <ConnectionList connections={await orNotFound(api.operators.connections())} />}
      {tab === "account" && (
        <AccountForms me={await orNotFound(api.identity.me())} browsers={await orNotFound(api.identity.browsers())} />
      )}
    </ClientMessages>
  );
}

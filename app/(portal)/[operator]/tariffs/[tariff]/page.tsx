import { Pencil } from "lucide-react";
import { notFound } from "next/navigation";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { getTranslator } from "@/app/_i18n/translator";
import { LiveRefresh } from "@/app/_trpc/live";
import { orNotFound, portal } from "@/app/_trpc/server";
import { LinkButton } from "@/app/_ui/action/link-button";
import { Notice } from "@/app/_ui/feedback/notice";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Section } from "@/app/_ui/layout/section";
import { Status } from "@/app/_ui/feedback/status-dot";
import { TextLink } from "@/app/_ui/action/text-link";
import { may } from "@/server/domain/access/may";
import { AssignDialog } from "./_parts/assign-dialog";
import { Assignments } from "./_parts/assignments";
import { PriceCard } from "./_parts/price-card";
import { RetireButton } from "./_parts/retire-button";
import { Versions } from "./_parts/versions";

type Props = { readonly params: Promise<{ operator: string; tariff: string }> };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export async function generateMetadata() {
  const t = await getTranslator("tariffs");
  return { title: t("title") };
}

/**
 * A tariff: its price now, the draft that may follow, where it holds, and every version it ever
 * had.
 */
export default async function TariffPage({ params }: Props) {
  const { operator, tariff: tariffId } = await params;
  if (!UUID.test(tariffId)) notFound();
  const t = await getTranslator("tariffs");
  const api = await portal(operator);
  const [tariff, membership, places] = await Promise.all([
    orNotFound(api.tariffs.read({ tariffId })),
    orNotFound(api.operators.current()),
    orNotFound(api.tariffs.places()),
  ]);
  const published = tariff.versions.find(({ state }) => state === "published");
  const draft = tariff.versions.find(({ state }) => state === "draft");
  const isRetired = tariff.retiredAtMs !== null;
  const mayPublish = may(membership.role, "tariff:publish") && !isRetired;
  const isUsed = tariff.assignments.some((assignment) => assignment.when !== "past");
  return (
    <ClientMessages areas={["tariffs"]}>
      <LiveRefresh topics={[`tariff:${tariffId}`]} />
      <PageHeader
        crumbs={[{ label: t("title"), href: `/${operator}/tariffs` }]}
        title={tariff.name}
        status={
          <Status tone={isRetired ? "idle" : published ? "good" : "warn"}>
            {t(`states.${isRetired ? "retired" : published ? "live" : "draft"}`)}
          </Status>
        }
        actions={
          <>
            {mayPublish && published && <RetireButton tariffId={tariffId} name={tariff.name} />}
            {may(membership.role, "tariff:write") && !isRetired && (
              <LinkButton href={`/${operator}/tariffs/${tariffId}/edit`} icon={<Pencil aria-hidden />}>
                {t(draft ? "edit" : "editNew")}
              </LinkButton>
            )}
            {mayPublish && published && (
              <AssignDialog tariffId={tariffId} name={tariff.name} places={places} zone={membership.timeZone} />
            )}
          </>
        }
      />
      <div className="mb-4 grid gap-2 empty:hidden">
        {isRetired && <Notice>{t("retiredNotice")}</Notice>}
        {draft && !isRetired && <Notice tone="warn">{t("draftNotice", { version: String(draft.version) })}</Notice>}
        {published && !isRetired && !isUsed && <Notice tone="warn">{t("unusedNotice")}</Notice>}
      </div>
      <div className="grid gap-6 lg:grid-cols-2">
        <div className="grid min-w-0 content-start gap-6">
          {published && <PriceCard title={t("current")} version={published} />}
          {draft && <PriceCard title={t("draftPrice")} version={draft} />}
        </div>
        <div className="grid min-w-0 content-start gap-6">
          <Section title={t("assignments")} description={t("assignmentsHint")} framed>
            <Assignments assignments={tariff.assignments} mayEnd={mayPublish} zone={membership.timeZone} />
            <p className="mt-2 border-t border-line pt-2">
              <TextLink href={`/${operator}/tariffs/why`}>{t("why")}</TextLink>
            </p>
          </Section>
          <Section title={t("versions")} framed>
            <Versions operator={operator} tariffId={tariffId} versions={tariff.versions} />
          </Section>
        </div>
      </div>
    </ClientMessages>
  );
}

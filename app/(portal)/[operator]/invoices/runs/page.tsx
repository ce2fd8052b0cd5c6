import { Building2, CalendarCheck } from "lucide-react";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { getLocale } from "@/app/_i18n/request";
import { getTranslator } from "@/app/_i18n/translator";
import { LiveRefresh } from "@/app/_trpc/live";
import { orNotFound, portal } from "@/app/_trpc/server";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { LinkButton } from "@/app/_ui/action/link-button";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Section } from "@/app/_ui/layout/section";
import { may } from "@/server/domain/access/may";
import type { Entity } from "../_parts/invoice-types";
import { monthName, monthToBill } from "../_parts/month-name";
import { LeftOutList } from "./_parts/left-out-list";
import { RunTable } from "./_parts/run-table";
import { UnbilledTable } from "./_parts/unbilled-table";

type Props = { readonly params: Promise<{ operator: string }> };

export async function generateMetadata() {
  const t = await getTranslator("invoices");
  return { title: t("run.title") };
}

/** For each of our companies: what waits to be billed, what cannot be, and the runs so far. */
export default async function RunsPage({ params }: Props) {
  const { operator } = await params;
  const t = await getTranslator("invoices");
  const api = await portal(operator);
  const [{ legalEntities }, membership] = await Promise.all([
    orNotFound(api.billing.overview()),
    orNotFound(api.operators.current()),
  ]);
  return (
    <ClientMessages areas={["invoices"]}>
      <LiveRefresh topics={["invoices"]} />
      <PageHeader title={t("run.title")} crumbs={[{ label: t("title"), href: `/${operator}/invoices` }]} />
      {legalEntities.length === 0 && (
        <EmptyState icon={<Building2 aria-hidden />} title={t("run.noneTitle")}>
          {t("close.noEntity")}
        </EmptyState>
      )}
      <div className="grid gap-8">
        {legalEntities.map((entity) => (
          <EntityPart
            key={entity.legalEntityId}
            operator={operator}
            entity={entity}
            mayBill={may(membership.role, "invoice:write")}
          />
        ))}
      </div>
    </ClientMessages>
  );
}

async function EntityPart({ operator, entity, mayBill }: { operator: string; entity: Entity; mayBill: boolean }) {
  const [t, locale] = await Promise.all([getTranslator("invoices"), getLocale()]);
  const base = `/${operator}/invoices/runs`;
  const suggested = monthToBill(entity);
  const months = [entity.runningMonth, entity.lastMonth];
  return (
    <Section
      framed
      title={entity.name}
      description={t(entity.unbilled.length === 0 ? "run.nothingToBill" : "run.toBillHint")}
      actions={
        mayBill && (
          <>
            {months.map((month) => (
              <LinkButton
                key={month}
                size="sm"
                variant={month === suggested && entity.unbilled.length > 0 ? "primary" : "secondary"}
                href={`${base}/new?entity=${entity.legalEntityId}&month=${month}`}
                icon={<CalendarCheck aria-hidden />}
              >
                {t(month === entity.runningMonth ? "run.billNow" : "run.bill", { month: monthName(month, locale) })}
              </LinkButton>
            ))}
          </>
        )
      }
    >
      <div className="grid gap-5">
        {entity.unbilled.length > 0 && (
          <UnbilledTable rows={entity.unbilled} zone={entity.timeZone} seller={entity.name} />
        )}
        <LeftOutList operator={operator} leftOut={{ ...entity.leftOut, nothingToPay: 0 }} />
        <div>
          <h3 className="text-sm font-semibold">{t("run.past")}</h3>
          <p className="mb-2 text-sm text-muted">{t("run.pastHint")}</p>
          <RunTable base={base} runs={entity.runs} zone={entity.timeZone} seller={entity.name} />
        </div>
      </div>
    </Section>
  );
}

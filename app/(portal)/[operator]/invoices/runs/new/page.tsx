import { CalendarCheck } from "lucide-react";
import { notFound } from "next/navigation";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { getLocale } from "@/app/_i18n/request";
import { getTranslator } from "@/app/_i18n/translator";
import { LiveRefresh } from "@/app/_trpc/live";
import { orNotFound, portal } from "@/app/_trpc/server";
import { EmptyState } from "@/app/_ui/feedback/empty-state";
import { MoneyText } from "@/app/_ui/text/money-text";
import { Notice } from "@/app/_ui/feedback/notice";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Section } from "@/app/_ui/layout/section";
import { Stat, StatRow } from "@/app/_ui/layout/stat";
import { TextLink } from "@/app/_ui/action/text-link";
import { may } from "@/server/domain/access/may";
import { one, type Query } from "../../../_parts/query";
import type { BillingRun, Entity } from "../../_parts/invoice-types";
import { monthBefore, monthName, monthToBill } from "../../_parts/month-name";
import { LeftOutList } from "../_parts/left-out-list";
import { CloseButton } from "./_parts/close-button";
import { PreviewTable } from "./_parts/preview-table";
import { RunChoice } from "./_parts/run-choice";

type Props = { readonly params: Promise<{ operator: string }>; readonly searchParams: Promise<Query> };

const MONTHS_BACK = 12;

export async function generateMetadata() {
  const t = await getTranslator("invoices");
  return { title: t("close.title") };
}

/** What closing a month would make, and the button that makes it. */
export default async function NewRunPage({ params, searchParams }: Props) {
  const [{ operator }, query] = await Promise.all([params, searchParams]);
  const [t, locale, api] = await Promise.all([getTranslator("invoices"), getLocale(), portal(operator)]);
  const [{ legalEntities }, membership] = await Promise.all([
    orNotFound(api.billing.overview()),
    orNotFound(api.operators.current()),
  ]);
  if (!may(membership.role, "invoice:write")) notFound();
  const entity = chosenEntity(legalEntities, one(query, "entity"));
  if (!entity) return <EmptyState title={t("close.noEntity")} />;
  const months = monthsUpTo(entity.runningMonth);
  const month = months.find((known) => known === one(query, "month")) ?? monthToBill(entity);
  const upToNow = month === entity.runningMonth;
  const { legalEntityId } = entity;
  const preview = await orNotFound(api.billing.previewPeriod({ legalEntityId, month, upToNow }));
  const isEmpty = preview.invoices.length === 0;
  const name = monthName(month, locale);
  return (
    <ClientMessages areas={["invoices"]}>
      <LiveRefresh topics={["invoices"]} />
      <PageHeader
        title={t("close.title")}
        crumbs={[
          { label: t("title"), href: `/${operator}/invoices` },
          { label: t("run.title"), href: `/${operator}/invoices/runs` },
        ]}
        description={t("close.what")}
        actions={!isEmpty && <CloseButton {...{ operator, legalEntityId, month, upToNow }} />}
      />
      <div className="grid gap-5">
        <RunChoice entities={legalEntities} entityId={legalEntityId} months={months} month={month} />
        {upToNow && !isEmpty && <Notice>{t("close.upToNow", { month: name })}</Notice>}
        {!preview.hasPaymentInstructions && !isEmpty && (
          <Notice
            tone="warn"
            action={<TextLink href={`/${operator}/settings?tab=entities`}>{t("close.toIban")}</TextLink>}
          >
            {t("close.noWayToPay", { seller: entity.name })}
          </Notice>
        )}
        {isEmpty ? (
          <EmptyState icon={<CalendarCheck aria-hidden />} title={t("close.nothingTitle", { month: name })}>
            {t("close.nothing")}
          </EmptyState>
        ) : (
          <PreviewPart preview={preview} />
        )}
        <LeftOutList operator={operator} leftOut={preview.leftOut} />
      </div>
    </ClientMessages>
  );
}

async function PreviewPart({ preview }: { preview: BillingRun }) {
  const t = await getTranslator("invoices");
  const { invoices } = preview;
  const currencies = [...new Set(invoices.map(({ currency }) => currency))];
  const sum = (currency: string, of: "netMinor" | "taxMinor" | "grossMinor") =>
    invoices.filter((one) => one.currency === currency).reduce((whole, one) => whole + one[of], 0n);
  return (
    <>
      {currencies.map((currency) => (
        <StatRow key={currency}>
          <Stat label={t("run.invoices")} value={invoices.filter((one) => one.currency === currency).length} />
          <Stat
            label={t("run.sessions")}
            value={invoices
              .filter((one) => one.currency === currency)
              .reduce((whole, { recordCount }) => whole + recordCount, 0)}
          />
          <Stat label={t("run.net")} value={<MoneyText minor={sum(currency, "netMinor")} currency={currency} />} />
          <Stat label={t("run.vat")} value={<MoneyText minor={sum(currency, "taxMinor")} currency={currency} />} />
          <Stat label={t("run.gross")} value={<MoneyText minor={sum(currency, "grossMinor")} currency={currency} />} />
        </StatRow>
      ))}
      <Section title={t("close.who", { count: invoices.length })} description={t("close.whoHint")}>
        <PreviewTable rows={invoices} />
      </Section>
    </>
  );
}

/** The one asked for, else the first with something to bill, else the first. */
const chosenEntity = (entities: readonly Entity[], requested: string | undefined): Entity | undefined =>
  entities.find(({ legalEntityId }) => legalEntityId === requested) ??
  entities.find(({ unbilled }) => unbilled.length > 0) ??
  entities[0];

function monthsUpTo(running: string): string[] {
  const months = [running];
  for (let back = 0; back < MONTHS_BACK; back++) months.push(monthBefore(months.at(-1) ?? running));
  return months;
}

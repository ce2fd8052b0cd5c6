import { ClientMessages } from "@/app/_i18n/client-messages";
import { formatInstant } from "@/app/_i18n/format-time";
import { getLocale } from "@/app/_i18n/request";
import { getTranslator } from "@/app/_i18n/translator";
import { LiveRefresh } from "@/app/_trpc/live";
import { orNotFound, portal } from "@/app/_trpc/server";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Section } from "@/app/_ui/layout/section";
import { Status } from "@/app/_ui/feedback/status-dot";
import { Tabs } from "@/app/_ui/layout/tabs";
import { may } from "@/server/domain/access/may";
import { AccountInvoices } from "../../_parts/account-invoices";
import { AccountForm } from "../../_parts/holder/account-form";
import type { DriverDetail } from "../../_parts/holder/holder-types";
import { SessionList } from "../../_parts/holder/session-list";
import { AddTokenDialog } from "../../_parts/holder/token-dialog";
import { TokenTable } from "../../_parts/holder/token-table";
import { idInAddress } from "../../_parts/id-in-address";
import { oneOf, pageOf, type Query } from "../../_parts/query";
import { BlockDriver } from "./_parts/block-driver";
import { PersonForm } from "./_parts/person-form";

type Props = {
  readonly params: Promise<{ operator: string; driver: string }>;
  readonly searchParams: Promise<Query>;
};

const TABS = ["tokens", "sessions", "invoices", "account"] as const;

export async function generateMetadata({ params }: Props) {
  const { operator, driver } = await params;
  const api = await portal(operator);
  return { title: (await orNotFound(api.drivers.get({ driverId: idInAddress(driver) }))).name };
}

/** A driver: tokens, sessions, invoices, and the account that pays. */
export default async function DriverPage({ params, searchParams }: Props) {
  const [{ operator, driver: requested }, query] = await Promise.all([params, searchParams]);
  const driverId = idInAddress(requested);
  const [t, locale, api] = await Promise.all([getTranslator("drivers"), getLocale(), portal(operator)]);
  const [driver, membership] = await Promise.all([
    orNotFound(api.drivers.get({ driverId })),
    orNotFound(api.operators.current()),
  ]);
  const mayChange = may(membership.role, "driver:write");
  const tabs = TABS.filter((key) => key !== "invoices" || may(membership.role, "invoice:read"));
  const tab = oneOf(query, "tab", tabs) ?? "tokens";
  const base = `/${operator}/drivers`;
  const since = t("since", { date: formatInstant(driver.createdAt, driver.timeZone, locale, "date") });
  return (
    <ClientMessages areas={["drivers", "invoices"]}>
      <LiveRefresh topics={[`driver:${driverId}`, "invoices"]} />
      <PageHeader
        title={driver.name}
        crumbs={[{ label: t("title"), href: base }]}
        status={
          <Status tone={driver.isActive ? "good" : "bad"}>
            {t(`states.${driver.isActive ? "active" : "blocked"}`)}
          </Status>
        }
        description={`${driver.email} · ${since}`}
        actions={mayChange && <BlockDriver driverId={driverId} isActive={driver.isActive} />}
      />
      <Tabs
        label={driver.name}
        current={tab}
        tabs={tabs.map((key) => ({
          key,
          label: t(`tabs.${key}`),
          href: `${base}/${driverId}?tab=${key}`,
          count: key === "tokens" ? driver.tokens.length : undefined,
        }))}
      />
      {tab === "tokens" && <TokenPart driver={driver} mayChange={mayChange} />}
      {tab === "sessions" && (
        <SessionList
          operator={operator}
          page={await orNotFound(api.drivers.sessions({ driverId, after: pageOf(query).after }))}
        />
      )}
      {tab === "invoices" && <AccountInvoices operator={operator} accountId={driver.account.accountId} query={query} />}
      {tab === "account" && <AccountPart driver={driver} mayChange={mayChange} />}
    </ClientMessages>
  );
}

async function TokenPart({ driver, mayChange }: { driver: DriverDetail; mayChange: boolean }) {
  const t = await getTranslator("drivers");
  const holder = { kind: "driver", driverId: driver.driverId } as const;
  return (
    <Section
      title={t("tabs.tokens")}
      actions={mayChange && driver.tokens.length > 0 && <AddTokenDialog holder={holder} />}
    >
      <TokenTable holder={holder} tokens={driver.tokens} zone={driver.timeZone} mayChange={mayChange} />
    </Section>
  );
}

async function AccountPart({ driver, mayChange }: { driver: DriverDetail; mayChange: boolean }) {
  const t = await getTranslator("drivers");
  return (
    <div className="grid gap-8">
      {mayChange && (
        <Section title={t("person")}>
          <PersonForm driver={driver} />
        </Section>
      )}
      <Section title={t("account")} description={`${driver.account.seller} · ${t("accountHint")}`}>
        <AccountForm
          holder={{ kind: "driver", driverId: driver.driverId }}
          account={driver.account}
          mayChange={mayChange}
        />
      </Section>
    </div>
  );
}

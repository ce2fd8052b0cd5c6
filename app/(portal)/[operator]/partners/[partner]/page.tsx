import { FileUp } from "lucide-react";
import { ClientMessages } from "@/app/_i18n/client-messages";
import { getTranslator } from "@/app/_i18n/translator";
import { LiveRefresh } from "@/app/_trpc/live";
import { orNotFound, portal } from "@/app/_trpc/server";
import { LinkButton } from "@/app/_ui/action/link-button";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Section } from "@/app/_ui/layout/section";
import { Status } from "@/app/_ui/feedback/status-dot";
import { Tabs } from "@/app/_ui/layout/tabs";
import { may } from "@/server/domain/access/may";
import { AccountInvoices } from "../../_parts/account-invoices";
import { AccountForm } from "../../_parts/holder/account-form";
import type { PartnerDetail } from "../../_parts/holder/holder-types";
import { SessionList } from "../../_parts/holder/session-list";
import { AddTokenDialog } from "../../_parts/holder/token-dialog";
import { TokenTable } from "../../_parts/holder/token-table";
import { idInAddress } from "../../_parts/id-in-address";
import { oneOf, pageOf, type Query } from "../../_parts/query";
import { BlockPartner } from "./_parts/block-partner";
import { PriceTable } from "./_parts/price-table";

type Props = {
  readonly params: Promise<{ operator: string; partner: string }>;
  readonly searchParams: Promise<Query>;
};

const TABS = ["tokens", "sessions", "invoices", "prices", "account"] as const;

export async function generateMetadata({ params }: Props) {
  const { operator, partner } = await params;
  const api = await portal(operator);
  return { title: (await orNotFound(api.partners.get({ partnerId: idInAddress(partner) }))).name };
}

/** A roaming partner: its tokens, sessions, invoices, what its drivers pay, and its account. */
export default async function PartnerPage({ params, searchParams }: Props) {
  const [{ operator, partner: requested }, query] = await Promise.all([params, searchParams]);
  const partnerId = idInAddress(requested);
  const [t, api] = await Promise.all([getTranslator("partners"), portal(operator)]);
  const [partner, membership] = await Promise.all([
    orNotFound(api.partners.get({ partnerId })),
    orNotFound(api.operators.current()),
  ]);
  const mayChange = may(membership.role, "partner:write");
  const tabs = TABS.filter((key) => key !== "invoices" || may(membership.role, "invoice:read"));
  const tab = oneOf(query, "tab", tabs) ?? "tokens";
  const base = `/${operator}/partners`;
  const { name, isActive, account } = partner;
  return (
    <ClientMessages areas={["partners", "drivers", "invoices"]}>
      <LiveRefresh topics={[`partner:${partnerId}`, "invoices", "tariffs"]} />
      <PageHeader
        title={name}
        crumbs={[{ label: t("title"), href: base }]}
        status={<Status tone={isActive ? "good" : "bad"}>{t(`states.${isActive ? "active" : "blocked"}`)}</Status>}
        description={`${partner.countryCode}-${partner.partyId} · ${account.email}`}
        actions={mayChange && <BlockPartner partnerId={partnerId} name={name} isActive={isActive} />}
      />
      <Tabs
        label={name}
        current={tab}
        tabs={tabs.map((key) => ({
          key,
          label: t(`tabs.${key}`),
          href: `${base}/${partnerId}?tab=${key}`,
          count: key === "tokens" ? partner.tokenCount : undefined,
        }))}
      />
      {tab === "tokens" && <TokenPart base={base} partner={partner} mayChange={mayChange} />}
      {tab === "sessions" && (
        <SessionList
          operator={operator}
          page={await orNotFound(api.partners.sessions({ partnerId, after: pageOf(query).after }))}
        />
      )}
      {tab === "invoices" && <AccountInvoices operator={operator} accountId={account.accountId} query={query} />}
      {tab === "prices" && (
        <Section title={t("tabs.prices")} description={t("pricesHint")}>
          <PriceTable operator={operator} prices={await orNotFound(api.partners.prices())} />
        </Section>
      )}
      {tab === "account" && <AccountPart partner={partner} mayChange={mayChange} />}
    </ClientMessages>
  );
}

async function TokenPart({ base, partner, mayChange }: { base: string; partner: PartnerDetail; mayChange: boolean }) {
  const [t, labels] = await Promise.all([getTranslator("partners"), getTranslator("drivers")]);
  const holder = { kind: "partner", partnerId: partner.partnerId } as const;
  const { tokens, tokenCount } = partner;
  return (
    <Section
      title={t("tabs.tokens")}
      description={
        tokenCount > tokens.length
          ? labels("token.shown", { shown: String(tokens.length), total: String(tokenCount) })
          : undefined
      }
      actions={
        mayChange && (
          <>
            <LinkButton size="sm" href={`${base}/${partner.partnerId}/import`} icon={<FileUp aria-hidden />}>
              {t("import")}
            </LinkButton>
            {tokens.length > 0 && <AddTokenDialog holder={holder} />}
          </>
        )
      }
    >
      <TokenTable holder={holder} tokens={tokens} zone={partner.timeZone} mayChange={mayChange} />
    </Section>
  );
}

async function AccountPart({ partner, mayChange }: { partner: PartnerDetail; mayChange: boolean }) {
  const t = await getTranslator("drivers");
  return (
    <Section title={t("account")} description={`${partner.account.seller} · ${t("accountHint")}`}>
      <AccountForm
        holder={{ kind: "partner", partnerId: partner.partnerId }}
        account={partner.account}
        mayChange={mayChange}
      />
    </Section>
  );
}

import { countryName } from "@/app/_i18n/country-name";
import { formatDay } from "@/app/_i18n/format-time";
import { getLocale } from "@/app/_i18n/request";
import { getTranslator } from "@/app/_i18n/translator";
import { KeyValueList } from "@/app/_ui/layout/key-value-list";
import { MoneyText } from "@/app/_ui/text/money-text";
import { Section } from "@/app/_ui/layout/section";
import { Stat, StatRow } from "@/app/_ui/layout/stat";
import { TextLink } from "@/app/_ui/action/text-link";
import { TimeText } from "@/app/_ui/text/time-text";
import type { InvoiceDetail } from "../../_parts/invoice-types";
import { LinesTable, VatTable } from "./lines-table";

type Party = InvoiceDetail["model"]["buyer"];

/** The document as data: amounts, parties, lines, VAT and what was paid. */
export async function DocumentPart({ operator, invoice }: { operator: string; invoice: InvoiceDetail }) {
  const t = await getTranslator("invoices");
  const { model, currency } = invoice;
  const isInvoice = invoice.documentType === "INVOICE";
  return (
    <div className="grid gap-6">
      <StatRow>
        <Stat label={t("page.net")} value={<MoneyText minor={model.netMinor} currency={currency} />} />
        <Stat label={t("page.vat")} value={<MoneyText minor={model.taxMinor} currency={currency} />} />
        <Stat label={t("page.gross")} value={<MoneyText minor={model.grossMinor} currency={currency} />} />
        {isInvoice && (
          <Stat label={t("page.openAmount")} value={<MoneyText minor={invoice.openMinor} currency={currency} />} />
        )}
      </StatRow>
      <Facts operator={operator} invoice={invoice} />
      <Section title={t("page.lines")}>
        <LinesTable lines={model.lines} currency={currency} />
      </Section>
      <Section title={t("page.vatSummary")}>
        <VatTable subtotals={model.taxSubtotals} currency={currency} />
      </Section>
      {isInvoice && invoice.state !== "draft" && <Payments invoice={invoice} />}
    </div>
  );
}

async function Facts({ operator, invoice }: { operator: string; invoice: InvoiceDetail }) {
  const [t, locale] = await Promise.all([getTranslator("invoices"), getLocale()]);
  const { model, credited } = invoice;
  const day = (text: string | null) => (text === null ? null : formatDay(text, locale));
  const run = `/${operator}/invoices/runs/${invoice.billingPeriodId}`;
  return (
    <div className="grid gap-x-8 gap-y-4 lg:grid-cols-3">
      <PartyFacts title={t("page.seller")} party={model.seller} />
      <PartyFacts title={t("page.buyer")} party={model.buyer} />
      <KeyValueList
        items={[
          { label: t("page.issuedOn"), value: day(invoice.issuedOn) },
          ...(credited
            ? [
                {
                  label: t("page.credits", { number: "" }),
                  value: <TextLink href={`/${operator}/invoices/${credited.invoiceId}`}>{credited.number}</TextLink>,
                },
                { label: t("page.reason"), value: invoice.creditReason },
              ]
            : [{ label: t("page.dueOn"), value: day(invoice.dueOn) }]),
          {
            label: t("page.period"),
            value: (
              <>
                <TimeText at={model.servicePeriod.from} zone={model.timeZone} style="date" />
                {" – "}
                <TimeText at={model.servicePeriod.to} zone={model.timeZone} style="date" />
              </>
            ),
          },
          {
            label: t("page.run"),
            value: invoice.billingPeriodId === null ? null : <TextLink href={run}>{invoice.periodLabel}</TextLink>,
          },
        ]}
      />
    </div>
  );
}

async function PartyFacts({ title, party }: { title: string; party: Party }) {
  const t = await getTranslator("invoices");
  const place = [party.postalCode, party.city].filter(Boolean).join(" ");
  const country = countryName(party.country, await getLocale());
  const lines = [party.street, place, country, party.vatId && t("page.vatId", { id: party.vatId }), party.email];
  return (
    <div className="min-w-0 text-sm">
      <h2 className="mb-1 text-xs font-medium text-muted">{title}</h2>
      <p className="font-semibold">{party.name}</p>
      {lines.filter(Boolean).map((line) => (
        <p key={line} className="break-words">
          {line}
        </p>
      ))}
    </div>
  );
}

async function Payments({ invoice }: { invoice: InvoiceDetail }) {
  const [t, locale] = await Promise.all([getTranslator("invoices"), getLocale()]);
  return (
    <Section title={t("page.payments")}>
      {invoice.payments.length === 0 && <p className="text-sm text-muted">{t("page.noPayments")}</p>}
      <ul className="divide-y divide-line text-sm">
        {invoice.payments.map((payment) => (
          <li key={payment.id} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-1.5">
            <span className="font-medium">{t(`page.rails.${payment.rail}`)}</span>
            <span className="min-w-0 break-all text-muted">{payment.reference}</span>
            <span className="figures ml-auto">{formatDay(payment.receivedOn, locale)}</span>
            <MoneyText minor={payment.amountMinor} currency={payment.currency} className="font-semibold" />
          </li>
        ))}
      </ul>
    </Section>
  );
}

import type { Locale } from "@/server/domain/locale";
import type { InvoiceDocumentProps } from "@/emails/invoice-document";
import { type AnnexRow, annexIsNetOnly, type InvoiceModel } from "@/server/documents/invoice-model";
import { fileNameOf, needsSessionsFile } from "@/server/documents/sessions-file";
import { currencyExponent } from "@/server/domain/currency";
import { formatDecimal } from "@/server/domain/decimal";
import { formatKwh } from "@/server/domain/energy";
import { moneyToDecimal } from "@/server/domain/money";
import { LANGUAGE_TAGS, localizedDate } from "@/server/mail/localized-date";
import { localizedMoney } from "@/server/mail/localized-money";

type TextFormat = { locale: Locale; currency: string };

/**
 * Formats every string of the printed document in the buyer's language. Pure: the same model and
 * link give the same strings, and the same strings the same bytes.
 */
export function printableInvoice(model: InvoiceModel, payUrl: string | null): InvoiceDocumentProps {
  const { locale, currency, timeZone, seller, buyer, creditOf, issuedOn, dueOn } = model;
  if (model.number === null || issuedOn === null) throw new Error("only an issued document is printed");
  const isInvoice = model.kind === "invoice";
  const format = { locale, currency };
  return {
    kind: model.kind,
    number: model.number,
    madeOn: issuedOn,
    issuedOn: localizedDate(issuedOn, locale),
    dueOn: dueOn === null ? null : localizedDate(dueOn, locale),
    servicePeriod: servicePeriodText(model),
    seller: partyText(seller, locale),
    buyer: partyText(buyer, locale),
    credits: creditOf === null ? null : { ...creditOf, issuedOn: localizedDate(creditOf.issuedOn, locale) },
    lines: model.lines.map((line) => ({
      kind: line.kind,
      country: countryName(line.siteCountry, locale),
      sessions: String(Math.abs(line.sessionCount)),
      energy: line.energyMilliWh === "0" ? "" : energy(line.energyMilliWh, locale),
      vatRate: percent(line.vatPercent, locale),
      ...amounts(line, format),
    })),
    subtotals: model.taxSubtotals.map((subtotal) => ({
      category: subtotal.category,
      vatRate: percent(subtotal.vatPercent, locale),
      sentence: subtotal.wording?.sentence ?? null,
      ...amounts(subtotal, format),
    })),
    net: moneyText(model.netMinor, format),
    vat: moneyText(model.taxMinor, format),
    gross: moneyText(model.grossMinor, format),
    payment: isInvoice
      ? { iban: groupIban(seller.iban), bic: seller.bic, payUrl, termsDays: model.paymentTermsDays }
      : null,
    annex: {
      isNetOnly: annexIsNetOnly(model),
      ...(needsSessionsFile(model)
        ? { rows: [], inFile: { name: fileNameOf(model.number, "csv"), count: count(model.annex.length, locale) } }
        : { rows: model.annex.map((row) => annexText(row, format, timeZone)), inFile: null }),
    },
  };
}

/** An amount with its currency, formatted for the reader's language. */
export const moneyText = (minor: string, { locale, currency }: TextFormat): string =>
  replaceThinSpaces(localizedMoney({ minor: BigInt(minor), currency }, locale));

/** "1 – 30 November 2026", in the seller's zone. */
export function servicePeriodText({ servicePeriod, timeZone, locale }: InvoiceModel): string {
  const format = new Intl.DateTimeFormat(LANGUAGE_TAGS[locale], {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone,
  });
  return replaceThinSpaces(format.formatRange(new Date(servicePeriod.from), new Date(servicePeriod.to)));
}

function amounts(row: { netMinor: string; taxMinor: string; grossMinor: string }, format: TextFormat) {
  return {
    net: amount(row.netMinor, format),
    vat: amount(row.taxMinor, format),
    gross: amount(row.grossMinor, format),
  };
}

/** Without the currency, which is printed at the totals. */
function amount(minor: string, { locale, currency }: TextFormat): string {
  const digits = currencyExponent(currency);
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return replaceThinSpaces(
    formatDecimal(moneyToDecimal({ minor: BigInt(minor), currency }), LANGUAGE_TAGS[locale], options),
  );
}

const percent = (text: string, locale: Locale): string =>
  replaceThinSpaces(`${formatDecimal(text, LANGUAGE_TAGS[locale], { maximumFractionDigits: 4 })}\u00a0%`);

const count = (number: number, locale: Locale): string =>
  replaceThinSpaces(new Intl.NumberFormat(LANGUAGE_TAGS[locale]).format(number));

const energy = (milliWh: string, locale: Locale): string =>
  replaceThinSpaces(formatKwh(BigInt(milliWh), LANGUAGE_TAGS[locale], 2));

const countryName = (code: string, locale: Locale): string =>
  new Intl.DisplayNames([LANGUAGE_TAGS[locale]], { type: "region" }).of(code) ?? code;

function partyText(party: InvoiceModel["buyer"], locale: Locale): InvoiceDocumentProps["seller"] {
  const place = [party.postalCode, party.city].filter((part) => part !== null && part !== "").join(" ");
  const lines = [party.street ?? "", place, countryName(party.country, locale)].filter((line) => line !== "");
  return { name: party.name, lines, vatId: party.vatId, email: party.email };
}

function annexText(row: AnnexRow, format: TextFormat, timeZone: string): InvoiceDocumentProps["annex"]["rows"][number] {
  const start = new Intl.DateTimeFormat(LANGUAGE_TAGS[format.locale], {
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: row.timeZone || timeZone,
  });
  return {
    start: replaceThinSpaces(start.format(new Date(row.startedAt))),
    site: row.site,
    station: row.station,
    token: row.token ?? "",
    energy: energy(row.energyMilliWh, format.locale).replace(/\u00a0kWh$/, ""),
    duration: durationText(Date.parse(row.endedAt) - Date.parse(row.startedAt)),
    ...amounts(row, format),
    isCredit: row.isCredit,
  };
}

/** Hours and minutes, "1:05"; seconds are rounded. */
function durationText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

const groupIban = (iban: string | null): string | null =>
  iban === null ? null : (iban.replace(/\s/g, "").match(/.{1,4}/g) ?? []).join("\u00a0");

/** The embedded font has no narrow no-break space and no thin space. */
const replaceThinSpaces = (text: string): string => text.replace(/[\u202f\u2009]/g, "\u00a0");

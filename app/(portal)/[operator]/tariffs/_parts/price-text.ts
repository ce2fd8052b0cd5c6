import type { useTranslations } from "use-intl/react";
import { formatDay, formatDuration, weekdayNames } from "@/app/_i18n/format-time";
import { LOCALE_TAGS, type Locale } from "@/app/_i18n/locale";
import { formatDecimal } from "@/server/domain/decimal";
import { currencyExponent, isCurrency } from "@/server/domain/currency";
import type { PriceComponent, Restrictions, TariffContent } from "@/server/domain/tariff/tariff";
import { WEEKDAYS } from "@/server/domain/zone";

export type TariffTranslator = ReturnType<typeof useTranslations<"tariffs">>;

/**
 * A price as the author wrote it, with the currency: "€0.05", never rounded to cents. Empty text
 * while it is no number.
 */
export function priceText(price: string, currency: string, locale: Locale): string {
  if (!/^-?\d+(\.\d+)?$/.test(price)) return "";
  if (!isCurrency(currency)) return `${price} ${currency}`;
  const digits = currencyExponent(currency);
  return formatDecimal(price, LOCALE_TAGS[locale], {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: 6,
  });
}

/**
 * The price in words, one sentence part each, in the order the AFIR regulation asks for (EU
 * 2023/1804, Article 5): energy, then time, then session, then the rest.
 */
export function priceTexts(content: TariffContent, t: TariffTranslator, locale: Locale): readonly string[] {
  const { elements, currency, idle, minPrice, maxPrice, anchor } = content;
  const of = (kind: PriceComponent["kind"]) =>
    elements.flatMap(({ restrictions, components }) =>
      components
        .filter((component) => component.kind === kind && component.price !== "")
        .map((component) => [component, whenText({ ...restrictions }, t, locale)] as const),
    );
  const lines = (["ENERGY", "TIME", "PARKING", "FLAT"] as const).flatMap((kind) => {
    const priced = of(kind);
    return priced.map(([component, when], index) => {
      const price = onePrice(component, currency, t, locale);
      const others = when.length === 0 && index > 0 ? [t("when.otherwise")] : when;
      return others.length === 0 ? price : t("price.when", { price, when: others.join(", ") });
    });
  });
  if (lines.length === 0) return [t("price.none")];
  const hasIdle = of("PARKING").length > 0;
  const side = anchor === "GROSS" ? "gross" : "net";
  const [min, max] = [minPrice?.[side], maxPrice?.[side]];
  const money = (amount: string) => priceText(amount, currency, locale);
  return [
    ...lines,
    ...(hasIdle && idle.graceSeconds > 0 ? [t("price.grace", { minutes: Math.round(idle.graceSeconds / 60) })] : []),
    ...(hasIdle && idle.capGross ? [t("price.cap", { price: money(idle.capGross) })] : []),
    ...(min ? [t("price.min", { price: money(min) })] : []),
    ...(max ? [t("price.max", { price: money(max) })] : []),
    ...(content.waiveFlatIfNoEnergy && of("FLAT").length > 0 ? [t("price.waive")] : []),
    t(anchor === "GROSS" ? "price.inclVat" : "price.exclVat"),
  ];
}

function onePrice({ kind, price, per }: PriceComponent, currency: string, t: TariffTranslator, locale: Locale): string {
  const written = priceText(price, currency, locale);
  switch (kind) {
    case "ENERGY":
      return t("price.energy", { price: written });
    case "TIME":
      return t("price.time", { price: written, unit: t(`perUnit.${per}`) });
    case "PARKING":
      return t("price.parking", { price: written, unit: t(`perUnit.${per}`) });
    case "FLAT":
      return t("price.flat", { price: written });
  }
}

/** Restrictions as a bill's `because` carries them: every value as text, lists joined by commas. */
type PriceText = Readonly<Record<string, string | undefined>>;

/**
 * When a price group fits, in words; empty when it always does. Reads restrictions and a bill's
 * reasons alike.
 */
export function whenText(
  restrictions: Restrictions | PriceText,
  t: TariffTranslator,
  locale: Locale,
): readonly string[] {
  const texts: PriceText = Object.fromEntries(
    Object.entries(restrictions).map(([name, value]) => [name, value === undefined ? undefined : String(value)]),
  );
  return [
    ...(texts["reservation"] === "RESERVATION" ? [t("price.reservation")] : []),
    ...(texts["reservation"] === "RESERVATION_EXPIRES" ? [t("price.reservationExpired")] : []),
    ...(texts["evseKind"] ? [t(texts["evseKind"] === "AC" ? "when.ac" : "when.dc")] : []),
    ...(texts["daysOfWeek"] ? [dayText(texts["daysOfWeek"].split(","), locale)] : []),
    ...timeText(texts, t),
    ...dateText(texts, t, locale),
    ...amountText(texts, t, locale),
    ...spanText(texts, t),
  ];
}

/** "Mon–Fri", "Sat, Sun". */
function dayText(days: readonly string[], locale: Locale): string {
  const names = weekdayNames(locale);
  const chosen = WEEKDAYS.map((day) => days.includes(day));
  const runs: [number, number][] = [];
  chosen.forEach((isChosen, day) => {
    const last = runs.at(-1);
    if (!isChosen) return;
    if (last && last[1] === day - 1) last[1] = day;
    else runs.push([day, day]);
  });
  return runs
    .map(([from, to]) => (from === to ? names[from] : `${names[from]}${to === from + 1 ? ", " : "–"}${names[to]}`))
    .join(", ");
}

function timeText({ startTime, endTime }: PriceText, t: TariffTranslator): string[] {
  if (startTime && endTime) return [t("when.between", { from: startTime, to: endTime })];
  if (startTime) return [t("when.since", { from: startTime })];
  return endTime ? [t("when.until", { to: endTime })] : [];
}

function dateText({ startDate, endDate }: PriceText, t: TariffTranslator, locale: Locale): string[] {
  const [from, to] = [startDate && formatDay(startDate, locale), endDate && formatDay(endDate, locale)];
  return [...(from ? [t("when.dateSince", { from })] : []), ...(to ? [t("when.dateUntil", { to })] : [])];
}

function amountText(texts: PriceText, t: TariffTranslator, locale: Locale): string[] {
  const write = (value: string) =>
    /^-?\d+(\.\d+)?$/.test(value) ? formatDecimal(value, LOCALE_TAGS[locale], { maximumFractionDigits: 6 }) : value;
  return (
    [
      ["minKwh", "fromKwh"],
      ["maxKwh", "toKwh"],
      ["minPowerKw", "fromPower"],
      ["maxPowerKw", "toPower"],
      ["minCurrentA", "fromCurrent"],
      ["maxCurrentA", "toCurrent"],
    ] as const
  ).flatMap(([name, key]) => {
    const value = texts[name];
    return value ? [t(`when.${key}`, { value: write(value) })] : [];
  });
}

function spanText(texts: PriceText, t: TariffTranslator): string[] {
  return (
    [
      ["minDurationS", "fromDuration"],
      ["maxDurationS", "toDuration"],
      ["minChargingS", "fromCharging"],
      ["maxChargingS", "toCharging"],
      ["minIdleS", "fromIdle"],
      ["maxIdleS", "toIdle"],
    ] as const
  ).flatMap(([name, key]) => {
    const value = texts[name];
    return value ? [t(`when.${key}`, { value: formatDuration(Number(value)) })] : [];
  });
}

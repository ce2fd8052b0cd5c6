import { formatDuration } from "@/app/_i18n/format-time";
import { LOCALE_TAGS, type Locale } from "@/app/_i18n/locale";
import { formatDecimal } from "@/server/domain/decimal";
import type { PriceKind, TariffContent } from "@/server/domain/tariff/tariff";
import { priceText, type TariffTranslator, whenText } from "../../_parts/price-text";

/**
 * One value of a tariff; `key` says what it is, whatever the language, so that two versions can be
 * laid side by side.
 */
export type TariffFact = { readonly key: string; readonly label: string; readonly value: string };

/** Every value of a tariff as a labelled line: prices first, then limits and policies. */
export function tariffFacts(content: TariffContent, t: TariffTranslator, locale: Locale): readonly TariffFact[] {
  const { currency, anchor, idle, minPrice, maxPrice, pausePolicy } = content;
  const money = (amount: string | undefined) =>
    amount === undefined ? t("unlimited") : priceText(amount, currency, locale);
  const side = anchor === "GROSS" ? "gross" : "net";
  const has = (kind: PriceKind) =>
    content.elements.some(({ components }) => components.some((one) => one.kind === kind));
  return [
    ...priceFacts(content, t, locale),
    { key: "anchor", label: t("facts.anchor"), value: t(`anchor.${anchor}`) },
    { key: "currency", label: t("facts.currency"), value: currency },
    { key: "min", label: t("facts.min"), value: money(minPrice?.[side]) },
    { key: "max", label: t("facts.max"), value: money(maxPrice?.[side]) },
    ...(has("PARKING")
      ? [
          { key: "grace", label: t("facts.grace"), value: formatDuration(idle.graceSeconds) },
          { key: "cap", label: t("facts.cap"), value: money(idle.capGross) },
        ]
      : []),
    { key: "pause", label: t("facts.pause"), value: t(`pause.${pausePolicy}`) },
    ...(has("FLAT")
      ? [{ key: "waive", label: t("facts.waive"), value: t(content.waiveFlatIfNoEnergy ? "waiveYes" : "waiveNo") }]
      : []),
  ];
}

function priceFacts({ elements, currency }: TariffContent, t: TariffTranslator, locale: Locale): TariffFact[] {
  return elements.flatMap(({ restrictions, components }, element) => {
    const when = whenText({ ...restrictions }, t, locale);
    return components.map(({ kind, price, per, vatPercent }) => {
      const isFirst = !elements
        .slice(0, element)
        .some((above) => above.components.some((other) => other.kind === kind));
      const labels = when.length > 0 ? when.join(", ") : t(isFirst ? "when.always" : "when.otherwise");
      const vat = `${formatDecimal(vatPercent, LOCALE_TAGS[locale], { maximumFractionDigits: 4 })} % ${t("facts.vat")}`;
      return {
        key: `${kind} ${JSON.stringify(restrictions ?? {})}`,
        label: t("facts.price", { kind: t(`kinds.${kind}`), when: labels }),
        value: `${priceText(price, currency, locale)} ${t(`perUnit.${per}`)}, ${vat}`,
      };
    });
  });
}

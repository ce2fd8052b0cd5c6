import { formatInstant } from "@/app/_i18n/format-time";
import type { Locale } from "@/app/_i18n/locale";
import { getLocale } from "@/app/_i18n/request";
import { getTranslator } from "@/app/_i18n/translator";
import { cn } from "@/app/_ui/cn";
import type { RatedPeriod, RatingResult } from "@/server/domain/tariff/rating";
import { priceText } from "../../../tariffs/_parts/price-text";
import { type ReasonTranslators, reasonText } from "./reason-text";
import { exactMoney, exactTitle, quantityText } from "./exact-text";

/**
 * One body for each period; a row for each price in it, and one for what happened there that costs
 * nothing.
 */
export async function PeriodRows({ rating, zone }: { rating: RatingResult; zone: string }) {
  const translators = { sessions: await getTranslator("sessions"), tariffs: await getTranslator("tariffs") };
  const locale = await getLocale();
  return rating.periods.map((period) => (
    <tbody key={`${period.fromMs}-${period.state}-${period.toMs}`} className="border-b border-line align-top">
      {linesOf(period, rating, translators, locale).map((line, index, lines) => (
        <tr key={line.key} className={cn(line.isFree && "text-muted")}>
          {index === 0 && (
            <th
              scope="rowgroup"
              rowSpan={lines.length}
              className="py-1.5 pr-3 text-left font-normal sm:whitespace-nowrap"
            >
              <TimeRange period={period} zone={zone} locale={locale} />
              <span className="block text-xs text-muted">{translators.sessions(`sessionState.${period.state}`)}</span>
            </th>
          )}
          <td className="py-1.5 pr-3 sm:whitespace-nowrap">
            {line.what}
            {/* a phone has no room for these columns: they stand below what they are about */}
            <span className="block text-xs text-muted sm:hidden">
              <span className="figures">
                {[line.quantity, line.unitPrice].filter((part) => part !== "").join(" · ")}
              </span>
              <span className="block">{line.why}</span>
            </span>
          </td>
          <td className="min-w-44 py-1.5 pr-3 text-muted max-sm:hidden">{line.why}</td>
          <td className="figures py-1.5 pr-3 text-right whitespace-nowrap max-sm:hidden">{line.quantity}</td>
          <td className="figures py-1.5 pr-3 text-right whitespace-nowrap max-sm:hidden">{line.unitPrice}</td>
          <td className="figures py-1.5 text-right whitespace-nowrap" title={line.title}>
            {line.cost}
          </td>
        </tr>
      ))}
    </tbody>
  ));
}

type Line = {
  key: string;
  what: string;
  why: string;
  quantity: string;
  unitPrice: string;
  cost: string;
  title?: string;
  isFree: boolean;
};

function linesOf(period: RatedPeriod, rating: RatingResult, translators: ReasonTranslators, locale: Locale): Line[] {
  const { sessions: t, tariffs } = translators;
  const priced = period.dims.map(
    (dim): Line => ({
      key: `${dim.kind}-${dim.elementIndex}-${dim.componentIndex}`,
      what: t(`kinds.${dim.kind}`),
      why: reasonText(dim.because, dim.elementIndex, translators, locale),
      quantity: quantityText(dim, locale),
      unitPrice:
        priceText(dim.price, rating.currency, locale) + (dim.per === "SESSION" ? "" : tariffs(`unitShort.${dim.per}`)),
      cost: exactMoney(dim.costExact, rating.currency, locale),
      title: exactTitle(dim.costExact),
      isFree: false,
    }),
  );
  const free = period.unpriced.map(
    ({ kind, because }): Line => ({
      key: `free-${kind}-${because.code}`,
      what: t(`kinds.${kind}`),
      why: reasonText(because, null, translators, locale),
      quantity:
        kind === "TIME" || kind === "PARKING"
          ? quantityText({ kind, quantity: { num: period.toMs - period.fromMs, den: 1n } }, locale)
          : "",
      unitPrice: "",
      cost: t("free"),
      isFree: true,
    }),
  );
  const lines = [...priced, ...free];
  const nothing = { key: "none", what: "–", why: "", quantity: "", unitPrice: "", cost: t("free"), isFree: true };
  return lines.length > 0 ? lines : [nothing];
}

/** From and to; a phone may break the line between them. */
function TimeRange({ period, zone, locale }: { period: RatedPeriod; zone: string; locale: Locale }) {
  const write = (ms: bigint) => formatInstant(new Date(Number(ms)), zone, locale, "seconds");
  return (
    <>
      <span className="figures">{write(period.fromMs)}–</span>
      <wbr />
      <span className="figures">{write(period.toMs)}</span>
    </>
  );
}

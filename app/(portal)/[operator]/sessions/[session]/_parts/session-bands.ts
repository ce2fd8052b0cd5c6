import type { useTranslations } from "use-intl/react";
import { LOCALE_TAGS, type Locale } from "@/app/_i18n/locale";
import type { ChartBand } from "@/app/_ui/chart/chart-types";
import { formatDecimal } from "@/server/domain/decimal";
import { currencyExponent } from "@/server/domain/currency";
import type { RatedPeriod, RatingResult } from "@/server/domain/tariff/rating";

type Translator = ReturnType<typeof useTranslations<"sessions">>;
type Colour = ChartBand["colour"];

const IDLE: Colour = 3;
const PAUSED: Colour = 4;
const UNKNOWN: Colour = 5;
const PRICES: readonly Colour[] = [1, 2, 6];

/**
 * Neighbouring periods that would be shaded alike are one band: a price, an idle stretch, a pause.
 */
export function bandsOf(rating: RatingResult, t: Translator, locale: Locale): ChartBand[] {
  const elements = [
    ...new Set(rating.periods.flatMap(({ dims }) => dims.map(({ elementIndex }) => elementIndex))),
  ].toSorted((a, b) => a - b);
  const bands: ChartBand[] = [];
  for (const period of rating.periods) {
    if (period.toMs <= period.fromMs) continue;
    const band = { ...look(period, rating.currency, elements, t, locale), ...span(period) };
    const last = bands.at(-1);
    if (last && last.label === band.label && last.colour === band.colour && last.to === band.from) last.to = band.to;
    else bands.push(band);
  }
  // one price over the whole session says nothing: shade only what differs
  return bands.length === 1 && bands[0]?.colour === PRICES[0] ? [] : bands;
}

const span = ({ fromMs, toMs }: RatedPeriod) => ({ from: Number(fromMs) / 1000, to: Number(toMs) / 1000 });

function look(
  { state, dims, unpriced }: RatedPeriod,
  currency: string,
  elements: readonly number[],
  t: Translator,
  locale: Locale,
): { label: string; colour: Colour } {
  if (state === "PAUSED_EVSE") return { label: t("bands.paused"), colour: PAUSED };
  if (state === "UNKNOWN") return { label: t("bands.unknown"), colour: UNKNOWN };
  if (state === "IDLE_EV") {
    const inGrace = unpriced.some(({ because }) => because.code === "IDLE_GRACE");
    return { label: t(inGrace ? "bands.grace" : "bands.idle"), colour: inGrace ? UNKNOWN : IDLE };
  }
  const energy = dims.find(({ kind }) => kind === "ENERGY") ?? dims[0];
  if (!energy) return { label: t("bands.unknown"), colour: UNKNOWN };
  const price = formatDecimal(energy.price, LOCALE_TAGS[locale], {
    style: "currency",
    currency,
    minimumFractionDigits: currencyExponent(currency),
    maximumFractionDigits: 6,
  });
  const unit = { KWH: "/kWh", HOUR: "/h", MINUTE: "/min", SESSION: "" }[energy.per];
  const colour = PRICES[elements.indexOf(energy.elementIndex) % PRICES.length] ?? 1;
  return { label: t("bands.price", { price: price + unit }), colour };
}

import { formatDay, zoneName } from "@/app/_i18n/format-time";
import { LOCALE_TAGS } from "@/app/_i18n/locale";
import { getLocale } from "@/app/_i18n/request";
import { getTranslator } from "@/app/_i18n/translator";
import { DayBars } from "@/app/_ui/chart/day-bars";
import { formatKwh } from "@/server/domain/energy";
import { formatMoney } from "@/server/domain/money";
import type { Overview } from "./overview-types";

/** Revenue and energy of thirty days as bars; today is hollow, for it is not over. */
export async function OverviewDays({ days, currency }: Pick<Overview, "days" | "currency">) {
  const [t, locale] = await Promise.all([getTranslator("overview"), getLocale()]);
  const tag = LOCALE_TAGS[locale];
  const money = (minor: bigint) => formatMoney({ minor, currency }, tag);
  const energy = (milliWh: bigint) => formatKwh(milliWh, tag, 0);
  const sum = (values: readonly string[]) => values.reduce((total, value) => total + BigInt(value), 0n);
  const bars = (pick: (day: Overview["days"][number]) => string, write: (value: bigint) => string) =>
    days.map((day, place) => {
      const isToday = place === days.length - 1;
      return {
        key: day.date,
        label: formatDay(day.date, locale, false),
        // a bar's height only; the words beside it are exact
        value: Math.max(0, Number(pick(day))),
        text: write(BigInt(pick(day))) + (isToday ? ` (${t("todayPartial")})` : ""),
        partial: isToday,
      };
    });
  return (
    <div className="grid gap-x-8 gap-y-5 lg:grid-cols-2">
      <Bars
        title={t("revenueByDay")}
        total={t("total", { value: money(sum(days.map((day) => day.grossMinor))) })}
        bars={bars((day) => day.grossMinor, money)}
      />
      <Bars
        title={t("energyByDay")}
        total={t("total", { value: energy(sum(days.map((day) => day.energyMilliWh))) })}
        bars={bars((day) => day.energyMilliWh, energy)}
      />
    </div>
  );
}

function Bars({ title, total, bars }: { title: string; total: string; bars: Parameters<typeof DayBars>[0]["bars"] }) {
  return (
    <div className="min-w-0">
      <div className="mb-1 flex items-baseline justify-between gap-4">
        <span className="font-medium">{title}</span>
        <span className="figures text-xs text-muted">{total}</span>
      </div>
      <DayBars label={title} bars={bars} height={112} />
    </div>
  );
}

/** What the sums hold, in a sentence. */
export async function daysHint({ timeZone, otherCurrencySessions }: Overview): Promise<string> {
  const [t, locale] = await Promise.all([getTranslator("overview"), getLocale()]);
  const hint = t("daysHint", { zone: zoneName(timeZone, locale) });
  return otherCurrencySessions === 0 ? hint : `${hint} ${t("otherCurrencies", { count: otherCurrencySessions })}`;
}

import { LOCALE_TAGS } from "@/app/_i18n/locale";
import { getLocale } from "@/app/_i18n/request";
import { getTranslator } from "@/app/_i18n/translator";
import { NumberText } from "@/app/_ui/text/number-text";
import { PowerText } from "@/app/_ui/text/power-text";
import { Stat, StatRow } from "@/app/_ui/layout/stat";
import { formatKwh } from "@/server/domain/energy";
import { formatMoney } from "@/server/domain/money";
import type { Overview } from "./overview-types";

/**
 * Now, and today against the same weekday a week ago up to the same time of day: like with like,
 * and without a judgement, for a quiet morning is no failure.
 */
export async function OverviewStats({ live, days, byThisTimeLastWeek, currency }: Overview) {
  const [t, locale] = await Promise.all([getTranslator("overview"), getLocale()]);
  const tag = LOCALE_TAGS[locale];
  const today = days.at(-1) ?? { date: "", sessions: 0, energyMilliWh: "0", grossMinor: "0" };
  const weekday = t(`weekday.${weekdayOf(today.date)}`);
  const compare = (isNothing: boolean, value: string) =>
    isNothing ? t("noneLastWeek", { weekday }) : t("byThisTime", { value, weekday });
  const money = (minor: string) => formatMoney({ minor: BigInt(minor), currency }, tag);
  const energy = (milliWh: string) => formatKwh(BigInt(milliWh), tag, 1);
  const past = byThisTimeLastWeek;
  const nothing = past.sessions === 0;
  const soFar = `${t("today").toLowerCase()}, ${t("soFar")}`;
  return (
    <StatRow>
      <Stat
        label={t("activeSessions")}
        value={<NumberText value={live.activeSessions} />}
        comparison={t("online", { online: String(live.stationsOnline), total: String(live.stations) })}
      />
      <Stat label={t("power")} value={<PowerText watts={live.powerW} />} />
      <Stat
        label={t("revenue")}
        pending={soFar}
        value={money(today.grossMinor)}
        comparison={compare(nothing, money(past.grossMinor))}
      />
      <Stat
        label={t("energy")}
        pending={soFar}
        value={energy(today.energyMilliWh)}
        comparison={compare(nothing, energy(past.energyMilliWh))}
      />
      <div className="max-sm:col-span-2">
        <Stat
          label={t("sessions")}
          pending={soFar}
          value={<NumberText value={today.sessions} />}
          comparison={compare(nothing, String(past.sessions))}
        />
      </div>
    </StatRow>
  );
}

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

const weekdayOf = (date: string) => WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? "sunday";

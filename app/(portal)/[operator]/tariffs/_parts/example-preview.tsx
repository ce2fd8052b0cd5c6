"use client";

import { useMemo, useState } from "react";
import { useLocale, useTranslations } from "use-intl/react";
import { weekdayNames } from "@/app/_i18n/format-time";
import { LOCALE_TAGS } from "@/app/_i18n/locale";
import { DecimalField } from "@/app/_ui/fields/decimal-field";
import { Select } from "@/app/_ui/fields/select";
import { TimeField } from "@/app/_ui/fields/time-field";
import { formatMoney } from "@/server/domain/money";
import type { RatingResult } from "@/server/domain/tariff/rating";
import type { TariffContent } from "@/server/domain/tariff/tariff";
import { EXAMPLES, type Example, rateExample } from "./example-sessions";

const NAMES = ["evening", "night", "fast", "short"] as const;

/**
 * Example sessions priced in the browser as the prices are typed; the last one is the reader's own.
 */
export function ExamplePreview({
  content,
  isPriceable,
  zone,
  today,
}: {
  content: TariffContent;
  isPriceable: boolean;
  zone: string;
  today: string;
}) {
  const t = useTranslations("tariffs");
  const [own, setOwn] = useState<OwnExample>({ kwh: "25", kw: "11", idleMinutes: "0", weekday: "5", time: "14:00" });
  const ratings = useMemo(
    () =>
      isPriceable
        ? [...NAMES.map((name) => EXAMPLES[name]), exampleOf(own)].map((one) => rateExample(one, content, zone, today))
        : [],
    [content, isPriceable, own, zone, today],
  );
  return (
    <div>
      <ul className="divide-y divide-line">
        {NAMES.map((name, index) => (
          <ExampleLine key={name} label={t(`editor.example.${name}`)} rating={ratings[index]} />
        ))}
        <ExampleLine label={t("editor.own")} rating={ratings[NAMES.length]} />
      </ul>
      <OwnFields own={own} onChange={setOwn} />
      {!isPriceable && <p className="mt-2 text-xs text-bad-text">{t("editor.cannotPrice")}</p>}
    </div>
  );
}

function ExampleLine({ label, rating }: { label: string; rating: RatingResult | undefined }) {
  const t = useTranslations("tariffs");
  const locale = useLocale();
  const money = (minor: bigint, currency: string) => formatMoney({ minor, currency }, LOCALE_TAGS[locale]);
  const parts = rating?.components.filter(({ grossMinor }) => grossMinor !== 0n) ?? [];
  return (
    <li className="py-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <span>{label}</span>
        <span className="figures font-semibold">{rating ? money(rating.totals.grossMinor, rating.currency) : "–"}</span>
      </div>
      {rating && parts.length > 1 && (
        <p className="figures text-xs text-muted">
          {parts
            .map(({ kind, grossMinor }) =>
              kind === "ENERGY" || kind === "TIME" || kind === "PARKING" || kind === "FLAT"
                ? `${t(`kinds.${kind}`)} ${money(grossMinor, rating.currency)}`
                : money(grossMinor, rating.currency),
            )
            .join(" · ")}
        </p>
      )}
    </li>
  );
}

type OwnExample = { kwh: string; kw: string; idleMinutes: string; weekday: string; time: string };

function OwnFields({ own, onChange }: { own: OwnExample; onChange: (own: OwnExample) => void }) {
  const t = useTranslations("tariffs");
  const days = weekdayNames(useLocale()).map((label, day) => ({ value: String(day), label }));
  return (
    <div className="mt-1 grid grid-cols-3 gap-2">
      <DecimalField
        label={t("editor.ownEnergy")}
        unit="kWh"
        digits={3}
        defaultValue={own.kwh}
        onValueChange={(kwh) => onChange({ ...own, kwh })}
      />
      <DecimalField
        label={t("editor.ownPower")}
        unit="kW"
        digits={1}
        defaultValue={own.kw}
        onValueChange={(kw) => onChange({ ...own, kw })}
      />
      <DecimalField
        label={t("editor.ownIdle")}
        unit={t("editor.minutes")}
        digits={0}
        defaultValue={own.idleMinutes}
        onValueChange={(idleMinutes) => onChange({ ...own, idleMinutes })}
      />
      <div>
        <p className="mb-1 font-medium">{t("editor.ownDay")}</p>
        <Select
          ariaLabel={t("editor.ownDay")}
          choices={days}
          value={own.weekday}
          onValueChange={(weekday) => onChange({ ...own, weekday })}
        />
      </div>
      <TimeField label={t("editor.ownTime")} value={own.time} onValueChange={(time) => onChange({ ...own, time })} />
    </div>
  );
}

/**
 * What the fields say as a session; half-typed ones count as nothing. A month is the longest that
 * is shown.
 */
function exampleOf({ kwh, kw, idleMinutes, weekday, time }: OwnExample): Example {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const watts = shifted(kw, 3);
  const energyMilliWh = shifted(kwh, 6);
  const chargingMs = watts === 0n ? 0n : (energyMilliWh * 3_600n) / watts;
  return {
    evseKind: watts > 43_000n ? "DC" : "AC",
    weekday: Number(weekday),
    minuteOfDay: hour * 60 + minute,
    energyMilliWh,
    chargingMs: least(chargingMs, MONTH_MS),
    idleMs: least(shifted(idleMinutes, 0) * 60_000n, MONTH_MS),
  };
}

const MONTH_MS = 2_678_400_000n;
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** "2.5" shifted by three digits is 2500n, without a float in between. */
function shifted(text: string, digits: number): bigint {
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  return BigInt((whole || "0") + fraction.padEnd(digits, "0").slice(0, digits));
}

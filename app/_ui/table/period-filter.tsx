"use client";

import { cn } from "../cn";
import { CalendarDays } from "lucide-react";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl/react";
import { formatDay } from "@/app/_i18n/format-time";
import { Button } from "../action/button";
import { DateField } from "../fields/date-field";
import { FLOAT_ITEM } from "../fields/field-classes";
import { PERIODS, type PeriodName, periodNamed } from "./period";
import { Popover } from "../overlay/popover";
import { useUrlState } from "./use-url-state";

/**
 * Which days a screen looks at, in the address as `?from=2026-11-01&to=2026-11-30` (both inclusive,
 * in the operator's zone). `today` is the operator's calendar day, given by the server.
 */
export function PeriodFilter({ today, offer = PERIODS }: { today: string; offer?: readonly PeriodName[] }) {
  const t = useTranslations("labels");
  const locale = useLocale();
  const url = useUrlState();
  const [open, setOpen] = useState(false);
  const from = url.get("from");
  const to = url.get("to");
  const named = offer.find((name) => {
    const period = periodNamed(name, today);
    return period.from === from && period.to === to;
  });
  const labels = named
    ? t(`periods.${named}`)
    : from && to
      ? `${formatDay(from, locale, from.slice(0, 4) !== to.slice(0, 4))} – ${formatDay(to, locale)}`
      : t("period");

  function choose(period: { from?: string | undefined; to?: string | undefined }) {
    setOpen(false);
    url.set({ from: period.from ?? null, to: period.to ?? null }, "push");
  }

  return (
    <Popover
      label={t("period")}
      open={open}
      onOpenChange={setOpen}
      className="w-60 p-1"
      trigger={
        <Button size="sm" icon={<CalendarDays aria-hidden className="text-faint" />}>
          {labels}
        </Button>
      }
    >
      {offer.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={name === named}
          onClick={() => choose(periodNamed(name, today))}
          className={cn(
            FLOAT_ITEM,
            "w-full text-left hover:bg-hover aria-pressed:font-medium aria-pressed:text-accent-text",
          )}
        >
          {t(`periods.${name}`)}
        </button>
      ))}
      <CustomPeriod key={`${from}/${to}`} from={from ?? today} to={to ?? today} today={today} onChoose={choose} />
    </Popover>
  );
}

function CustomPeriod({
  from,
  to,
  today,
  onChoose,
}: {
  from: string;
  to: string;
  today: string;
  onChoose: (period: { from: string; to: string }) => void;
}) {
  const t = useTranslations("labels");
  const [start, setStart] = useState(from);
  const [end, setEnd] = useState(to);
  return (
    <div className="mt-1 flex flex-col gap-2 border-t border-line p-2">
      <DateField label={t("from")} value={start} max={today} onValueChange={setStart} />
      <DateField label={t("to")} value={end} min={start} onValueChange={setEnd} />
      <Button
        size="sm"
        disabled={start === "" || end === "" || end < start}
        onClick={() => onChoose({ from: start, to: end })}
      >
        {t("apply")}
      </Button>
    </div>
  );
}

"use client";

import { useState } from "react";
import { useLocale, useTranslations } from "use-intl/react";
import { weekdayNames } from "@/app/_i18n/format-time";
import { cn } from "@/app/_ui/cn";
import { TimeField } from "@/app/_ui/fields/time-field";
import type { Restrictions } from "@/server/domain/tariff/tariff";
import { WEEKDAYS, type Weekday } from "@/server/domain/zone";
import { withRestriction } from "./editor-model";
import { MoreConditions } from "./more-conditions";

const CLOCK = new Set(["startTime", "endTime", "daysOfWeek"]);

/** When a group fits: days and hours in sight, the rest behind a word. */
export function GroupConditions({
  restrictions,
  onChange,
}: {
  restrictions: Restrictions;
  onChange: (restrictions: Restrictions) => void;
}) {
  const t = useTranslations("tariffs");
  const [isOpen, setOpen] = useState(() => Object.keys(restrictions).some((name) => !CLOCK.has(name)));
  const setTime = (name: "startTime" | "endTime", value: string) =>
    onChange(withRestriction(restrictions, name, value));
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <Days
          chosen={restrictions.daysOfWeek ?? WEEKDAYS}
          onChange={(days) =>
            onChange(withRestriction(restrictions, "daysOfWeek", days.length === 7 ? undefined : days))
          }
        />
        <TimeField
          optional
          className="w-28"
          label={t("editor.from")}
          value={restrictions.startTime ?? ""}
          onValueChange={(value) => setTime("startTime", value)}
        />
        <TimeField
          optional
          className="w-28"
          label={t("editor.to")}
          value={restrictions.endTime ?? ""}
          onValueChange={(value) => setTime("endTime", value)}
        />
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="h-8 rounded-sm text-accent-text hover:underline"
        >
          {t("editor.more")}
        </button>
      </div>
      {isOpen && <MoreConditions restrictions={restrictions} onChange={onChange} />}
    </div>
  );
}

function Days({ chosen, onChange }: { chosen: readonly Weekday[]; onChange: (days: Weekday[]) => void }) {
  const t = useTranslations("tariffs");
  const names = weekdayNames(useLocale());
  return (
    <fieldset>
      <legend className="mb-1 font-medium">{t("editor.days")}</legend>
      <div className="flex gap-px overflow-hidden rounded-md border border-line-strong">
        {WEEKDAYS.map((day, place) => {
          const isOn = chosen.includes(day);
          return (
            <button
              key={day}
              type="button"
              aria-pressed={isOn}
              onClick={() => {
                const days = WEEKDAYS.filter((other) => (other === day ? !isOn : chosen.includes(other)));
                // no day at all would be a group that never fits
                if (days.length > 0) onChange([...days]);
              }}
              className={cn(
                "h-7.5 min-w-9 px-1.5 text-xs pointer-coarse:h-10.5",
                isOn ? "bg-accent-soft font-medium text-accent-text" : "bg-surface text-faint hover:bg-hover",
              )}
            >
              {names[place]}
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}

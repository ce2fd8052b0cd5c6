"use client";

import { useTranslations } from "use-intl/react";
import { DateField } from "@/app/_ui/fields/date-field";
import { DecimalField } from "@/app/_ui/fields/decimal-field";
import { SelectField } from "@/app/_ui/fields/select";
import type { Restrictions } from "@/server/domain/tariff/tariff";
import { withRestriction } from "./editor-model";

const AMOUNTS = [
  ["minKwh", "kWh"],
  ["maxKwh", "kWh"],
  ["minPowerKw", "kW"],
  ["maxPowerKw", "kW"],
] as const;
const MINUTES = ["minDurationS", "maxDurationS"] as const;
const DATES = ["startDate", "endDate"] as const;

/** Energy, power, length of stay, dates, AC or DC. Empty means: does not matter. */
export function MoreConditions({
  restrictions,
  onChange,
}: {
  restrictions: Restrictions;
  onChange: (restrictions: Restrictions) => void;
}) {
  const t = useTranslations("tariffs");
  return (
    <div className="grid grid-cols-2 gap-3 rounded-md bg-sunken p-3 sm:grid-cols-3">
      {AMOUNTS.map(([name, unit]) => (
        <DecimalField
          key={name}
          optional
          label={t(`editor.conditions.${name}`)}
          unit={unit}
          digits={3}
          defaultValue={restrictions[name] ?? ""}
          onValueChange={(value) => onChange(withRestriction(restrictions, name, value))}
        />
      ))}
      {MINUTES.map((name) => (
        <DecimalField
          key={name}
          optional
          label={t(`editor.conditions.${name}`)}
          unit={t("editor.minutes")}
          digits={0}
          defaultValue={minutesOf(restrictions[name])}
          onValueChange={(value) =>
            onChange(withRestriction(restrictions, name, value === "" ? undefined : Number(value) * 60))
          }
        />
      ))}
      {DATES.map((name) => (
        <DateField
          key={name}
          optional
          label={t(`editor.conditions.${name}`)}
          value={restrictions[name] ?? ""}
          onValueChange={(value) => onChange(withRestriction(restrictions, name, value))}
        />
      ))}
      <SelectField
        optional
        label={t("editor.conditions.evseKind")}
        value={restrictions.evseKind ?? "any"}
        choices={[
          { value: "any", label: t("editor.anyKind") },
          { value: "AC", label: "AC" },
          { value: "DC", label: "DC" },
        ]}
        onValueChange={(kind) =>
          onChange(withRestriction(restrictions, "evseKind", kind === "AC" || kind === "DC" ? kind : undefined))
        }
      />
    </div>
  );
}

const minutesOf = (seconds: number | undefined): string =>
  seconds === undefined ? "" : String(Math.round(seconds / 60));

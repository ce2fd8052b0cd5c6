"use client";

import { useLocale, useTranslations } from "use-intl/react";
import { zoneName } from "@/app/_i18n/format-time";
import type { Choice } from "@/app/_ui/fields/choice";
import { ComboboxField } from "@/app/_ui/fields/combobox";
import { DateField } from "@/app/_ui/fields/date-field";
import { SelectField } from "@/app/_ui/fields/select";
import { useUrlState } from "@/app/_ui/table/use-url-state";

/** Which station, who charges, and when; each change asks anew. */
export function WhyHint({
  stations,
  stationId,
  audience,
  at,
  zone,
}: {
  stations: readonly Choice[];
  stationId: string | null;
  audience: "any" | "driver" | "emsp";
  at: string;
  zone: string;
}) {
  const t = useTranslations("tariffs");
  const locale = useLocale();
  const url = useUrlState();
  return (
    <div className="grid max-w-200 gap-3 sm:grid-cols-3" aria-busy={url.pending}>
      <ComboboxField
        label={t("whyStation")}
        choices={stations}
        value={stations.find(({ value }) => value === stationId) ?? null}
        onValueChange={(choice) => choice && url.set({ station: choice.value })}
      />
      <SelectField
        label={t("whyAudience")}
        value={audience}
        choices={(["driver", "emsp", "any"] as const).map((value) => ({ value, label: t(`audience.${value}`) }))}
        onValueChange={(value) => url.set({ audience: value })}
      />
      <DateField
        optional
        kind="datetime-local"
        label={t("whyAt")}
        hint={t("whyAtHint", { zone: zoneName(zone, locale) })}
        defaultValue={at}
        onValueChange={(value) => url.set({ at: value })}
      />
    </div>
  );
}

"use client";

import { useTranslations } from "use-intl/react";
import { SelectField } from "@/app/_ui/fields/select";

/** One EVSE, or 0 for the whole station. */
export function EvseField({ evses }: { evses: readonly number[] }) {
  const t = useTranslations("stations.command");
  return (
    <SelectField
      name="evse"
      label={t("evse")}
      defaultValue="0"
      choices={[
        { value: "0", label: t("wholeStation") },
        ...evses.map((number) => ({ value: String(number), label: String(number) })),
      ]}
    />
  );
}

"use client";

import { useLocale, useTranslations } from "use-intl/react";
import { Select } from "@/app/_ui/fields/select";
import { useUrlState } from "@/app/_ui/table/use-url-state";
import { monthName } from "../../../_parts/month-name";

/** Who bills, and which month; both are in the address. */
export function RunChoice({
  entities,
  entityId,
  months,
  month,
}: {
  entities: readonly { readonly legalEntityId: string; readonly name: string }[];
  entityId: string;
  months: readonly string[];
  month: string;
}) {
  const t = useTranslations("invoices.close");
  const locale = useLocale();
  const url = useUrlState();
  return (
    <div className="flex flex-wrap gap-2">
      {entities.length > 1 && (
        <div className="w-64">
          <Select
            ariaLabel={t("seller")}
            choices={entities.map(({ legalEntityId, name }) => ({ value: legalEntityId, label: name }))}
            value={entityId}
            onValueChange={(entity) => url.set({ entity, month: null }, "push")}
          />
        </div>
      )}
      <div className="w-40">
        <Select
          ariaLabel={t("month")}
          choices={months.map((value) => ({ value, label: monthName(value, locale) }))}
          value={month}
          onValueChange={(next) => url.set({ month: next, entity: entityId }, "push")}
        />
      </div>
    </div>
  );
}

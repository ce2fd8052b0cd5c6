"use client";

import { useTranslations } from "use-intl/react";
import { Segmented } from "@/app/_ui/fields/segmented";
import { SelectField } from "@/app/_ui/fields/select";
import { TextField } from "@/app/_ui/fields/text-field";
import type { EditorModel } from "./editor-model";

const CURRENCIES = ["EUR", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "USD", "JPY"];

/** Name, currency, and whether prices include VAT. */
export function BasicsFields({ model, onChange }: { model: EditorModel; onChange: (model: EditorModel) => void }) {
  const t = useTranslations("tariffs");
  const { name, rest } = model;
  const currencies = CURRENCIES.includes(rest.currency) ? CURRENCIES : [rest.currency, ...CURRENCIES];
  return (
    <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_8rem_auto]">
      <TextField
        label={t("editor.name")}
        value={name}
        maxLength={120}
        onChange={(event) => onChange({ ...model, name: event.target.value })}
      />
      <SelectField
        label={t("editor.currency")}
        value={rest.currency}
        choices={currencies.map((value) => ({ value, label: value }))}
        onValueChange={(currency) => onChange({ ...model, rest: { ...rest, currency } })}
      />
      <div>
        <p className="mb-1 font-medium">{t("editor.anchor")}</p>
        <Segmented
          label={t("editor.anchor")}
          value={rest.anchor}
          choices={[
            { value: "GROSS", label: t("editor.anchorGross") },
            { value: "NET", label: t("editor.anchorNet") },
          ]}
          onValueChange={(anchor) => onChange({ ...model, rest: { ...rest, anchor } })}
        />
      </div>
      <p className="text-xs text-muted sm:col-span-3">{t("editor.anchorHint")}</p>
    </div>
  );
}

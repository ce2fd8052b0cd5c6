"use client";

import { X } from "lucide-react";
import { useTranslations } from "use-intl/react";
import { DecimalField } from "@/app/_ui/fields/decimal-field";
import { IconButton } from "@/app/_ui/action/icon-button";
import { Select } from "@/app/_ui/fields/select";
import { type EditorPrice, unitsOf } from "./editor-model";

/** One price of a group: kind, amount, unit, VAT. */
export function PriceRow({
  price,
  currency,
  error,
  onChange,
  onRemove,
}: {
  price: EditorPrice;
  currency: string;
  error: string | undefined;
  onChange: (price: EditorPrice) => void;
  onRemove: () => void;
}) {
  const t = useTranslations("tariffs");
  const kind = t(`kinds.${price.kind}`);
  const units = unitsOf(price.kind).map((unit) => ({ value: unit, label: t(`perUnit.${unit}`) }));
  return (
    <div
      className={
        "grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-start gap-2 " +
        "sm:grid-cols-[8.5rem_minmax(7rem,1fr)_8rem_6.5rem_auto]"
      }
    >
      <div className="pt-1.5 font-medium max-sm:col-span-2">{kind}</div>
      <DecimalField
        hideLabel
        className="max-sm:order-2"
        label={`${kind}: ${t("editor.price")}`}
        digits={6}
        unit={currency}
        defaultValue={price.price}
        error={price.price === "" ? undefined : error}
        onValueChange={(value) => onChange({ ...price, price: value })}
      />
      {units.length > 1 ? (
        <Select
          className="max-sm:order-3 max-sm:col-span-2"
          ariaLabel={`${kind}: ${t("editor.unit")}`}
          choices={units}
          value={price.per}
          onValueChange={(per) => onChange({ ...price, per })}
        />
      ) : (
        <div className="pt-1.5 text-muted max-sm:order-3 max-sm:col-span-2">{t(`perUnit.${price.per}`)}</div>
      )}
      <DecimalField
        hideLabel
        className="max-sm:order-4"
        label={`${kind}: ${t("editor.vat")}`}
        digits={4}
        unit={`% ${t("editor.vat")}`}
        defaultValue={price.vatPercent}
        onValueChange={(value) => onChange({ ...price, vatPercent: value })}
      />
      <IconButton
        className="max-sm:order-1"
        label={`${t("editor.removePrice")} (${kind})`}
        icon={<X aria-hidden />}
        onClick={onRemove}
      />
    </div>
  );
}

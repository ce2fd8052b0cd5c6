"use client";

import { Field } from "@base-ui/react/field";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl/react";
import { decimalSeparator, readDecimal } from "@/app/_i18n/format-number";
import { cn } from "../cn";
import { FIELD_BOX } from "./field-classes";
import { type FieldProps, FormField } from "./form-field";

/**
 * A price, an energy, a percentage: a decimal string from first key to submit, never a float. The
 * box keeps exactly what was typed (either separator); `value`, `onValueChange` and the submitted
 * FormData carry plain "1234.5". While the text is no number, the field says so and `onValueChange`
 * is not called. `digits` 0 asks for a whole number.
 */
export function DecimalField({
  name,
  label,
  hint,
  error,
  optional,
  hideLabel,
  className,
  defaultValue = "",
  onValueChange,
  digits = 2,
  unit,
  disabled,
  placeholder,
}: FieldProps & {
  /** Plain decimal string with ".". To set it anew from outside, give the field another `key`. */
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  digits?: number;
  unit?: ReactNode;
  disabled?: boolean;
  placeholder?: string;
}) {
  const t = useTranslations("labels");
  const locale = useLocale();
  const separator = decimalSeparator(locale);
  const [text, setText] = useState(() => defaultValue.replace(".", separator));
  const [left, setLeft] = useState(false);
  const reading = readDecimal(text, digits);
  const plain = text.trim() === "" ? "" : reading.ok ? reading.value : text;
  const own =
    plain === "" || reading.ok
      ? undefined
      : reading.why === "too-fine" && digits > 0
        ? t("decimalTooFine", { digits })
        : digits === 0
          ? t("integerInvalid")
          : t("decimalInvalid", { example: `12${separator}50` });

  function change(next: string) {
    setText(next);
    const now = readDecimal(next, digits);
    if (next.trim() === "") onValueChange?.("");
    else if (now.ok) onValueChange?.(now.value);
  }

  return (
    <FormField
      {...{ label, hint, optional, hideLabel, className }}
      error={(left ? own : undefined) ?? error}
      name={name}
      unnamed
    >
      <div className="relative flex items-center">
        <Field.Control
          data-field={name}
          ref={(control) => {
            if (control instanceof HTMLInputElement) control.setCustomValidity(own ?? "");
          }}
          inputMode={digits === 0 ? "numeric" : "decimal"}
          autoComplete="off"
          value={text}
          onValueChange={change}
          onBlur={() => setLeft(true)}
          required={!optional}
          disabled={disabled ?? false}
          placeholder={placeholder}
          className={cn(
            FIELD_BOX,
            "figures text-right",
            Boolean(unit) && (typeof unit === "string" && unit.length <= 2 ? "pr-8" : "pr-16"),
          )}
        />
        {unit && <span className="pointer-events-none absolute right-2.5 text-muted">{unit}</span>}
      </div>
      {name !== undefined && <input type="hidden" name={name} value={plain} />}
    </FormField>
  );
}

"use client";

import { Field } from "@base-ui/react/field";
import { useState } from "react";
import { useTranslations } from "use-intl/react";
import { FIELD_BOX } from "./field-classes";
import { type FieldProps, FormField } from "./form-field";
import { readClock } from "./read-clock";

/**
 * A time of the day, "07:30", of 24 hours whatever the browser's own language. What was typed stays
 * until the field is left; then it is written out, or the field says that it is no time.
 * `onValueChange` gets only whole times, and "" for none.
 */
export function TimeField({
  label,
  hint,
  error,
  optional,
  hideLabel,
  className,
  value,
  onValueChange,
}: Omit<FieldProps, "name"> & { value: string; onValueChange: (value: string) => void }) {
  const t = useTranslations("labels");
  const [typed, setTyped] = useState<string>();
  const [left, setLeft] = useState(false);
  const text = typed ?? value;
  const isTime = text.trim() === "" || readClock(text) !== undefined;
  const own = isTime ? undefined : t("timeInvalid", { example: "07:30" });

  function change(next: string) {
    setTyped(next);
    setLeft(false);
    const time = readClock(next);
    if (next.trim() === "") onValueChange("");
    // fewer digits may be the beginning of another time
    else if (time !== undefined && next.replace(/\D/g, "").length >= 3) onValueChange(time);
  }

  function leave() {
    setLeft(true);
    const time = readClock(text);
    if (time !== undefined) onValueChange(time);
    if (isTime) setTyped(undefined);
  }

  return (
    <FormField {...{ label, hint, optional, hideLabel, className }} error={(left ? own : undefined) ?? error} unnamed>
      <Field.Control
        ref={(control) => {
          if (control instanceof HTMLInputElement) control.setCustomValidity(own ?? "");
        }}
        inputMode="numeric"
        autoComplete="off"
        placeholder="--:--"
        maxLength={6}
        value={text}
        onValueChange={change}
        onBlur={leave}
        required={!optional}
        className={`${FIELD_BOX} figures`}
      />
    </FormField>
  );
}

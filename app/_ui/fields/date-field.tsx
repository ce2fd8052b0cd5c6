"use client";

import { Field } from "@base-ui/react/field";
import { FIELD_BOX } from "./field-classes";
import { type FieldProps, FormField } from "./form-field";

/**
 * A calendar day ("2026-11-22") or, with `kind="datetime-local"`, a wall-clock time
 * ("2026-11-22T14:05") in a zone the hint must name.
 */
export function DateField({
  name,
  label,
  hint,
  error,
  optional,
  hideLabel,
  className,
  kind = "date",
  onValueChange,
  ...input
}: FieldProps & {
  kind?: "date" | "datetime-local";
  value?: string;
  defaultValue?: string;
  min?: string;
  max?: string;
  disabled?: boolean;
  onValueChange?: (value: string) => void;
}) {
  return (
    <FormField {...{ name, label, hint, error, optional, hideLabel, className }} disabled={input.disabled}>
      <Field.Control
        {...input}
        type={kind}
        required={!optional}
        onValueChange={(value) => onValueChange?.(value)}
        className={`${FIELD_BOX} figures`}
      />
    </FormField>
  );
}

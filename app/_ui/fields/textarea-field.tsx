"use client";

import { Field } from "@base-ui/react/field";
import type { ComponentProps } from "react";
import { cn } from "../cn";
import { FIELD_FACE } from "./field-classes";
import { type FieldProps, FormField } from "./form-field";

/** Several lines of text; grows with what is typed. */
export function TextareaField({
  name,
  label,
  hint,
  error,
  optional,
  hideLabel,
  className,
  mono,
  rows = 3,
  required,
  disabled,
  ...area
}: FieldProps & Omit<ComponentProps<"textarea">, "className" | "name"> & { mono?: boolean }) {
  const field = { name, label, hint, error, optional, hideLabel, className };
  return (
    <FormField {...field} disabled={disabled}>
      <Field.Control
        required={required ?? !optional}
        render={
          <textarea
            {...area}
            rows={rows}
            className={cn(FIELD_FACE, "field-sizing-content px-2.5 py-1.5", mono && "font-mono text-xs")}
            style={{ minHeight: `calc(${rows} * 1.125rem + 0.875rem)` }}
          />
        }
      />
    </FormField>
  );
}

"use client";

import { Field } from "@base-ui/react/field";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { FIELD_BOX } from "./field-classes";
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
            className={cn(
              FIELD_BOX,
              "h-auto py-1.5 field-sizing-content pointer-coarse:h-auto",
              mono && "font-mono text-xs",
            )}
            style={{ minHeight: `calc(${rows} * 1.125rem + 0.875rem)` }}
          />
        }
      />
    </FormField>
  );
}

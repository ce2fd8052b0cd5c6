"use client";

import { Field } from "@base-ui/react/field";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "../cn";
import { FIELD_BOX } from "./field-classes";
import { type FieldProps, FormField } from "./form-field";

type InputProps = Omit<ComponentProps<"input">, "className" | "name" | "prefix" | "size" | "defaultValue" | "value">;

/**
 * One line of text. `prefix`/`suffix` sit inside the box (a currency, a unit, a show-password
 * button).
 */
export function TextField({
  name,
  label,
  hint,
  error,
  optional,
  hideLabel,
  className,
  prefix,
  suffix,
  mono,
  inputClassName,
  required,
  ...input
}: FieldProps &
  InputProps & {
    prefix?: ReactNode;
    suffix?: ReactNode;
    mono?: boolean;
    inputClassName?: string;
    value?: string;
    defaultValue?: string | undefined;
  }) {
  const field = { name, label, hint, error, optional, hideLabel, className };
  return (
    <FormField {...field} disabled={input.disabled}>
      <div className="relative flex items-center">
        {prefix && <span className="pointer-events-none absolute left-2.5 text-muted">{prefix}</span>}
        <Field.Control
          {...input}
          required={required ?? !optional}
          className={cn(
            FIELD_BOX,
            Boolean(prefix) && "pl-8",
            Boolean(suffix) && "pr-14",
            mono && "font-mono",
            inputClassName,
          )}
        />
        {suffix && <span className="absolute right-2.5 flex items-center text-muted">{suffix}</span>}
      </div>
    </FormField>
  );
}

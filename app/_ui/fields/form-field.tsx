"use client";

import { Field } from "@base-ui/react/field";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { cn } from "../cn";
import { useFieldError } from "./form";

export type FieldProps = {
  /** Name in the submitted FormData, and the key of this field's error. */
  name?: string | undefined;
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** Fields are required unless they say so: the word "optional" is shown beside the label. */
  optional?: boolean | undefined;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean | undefined;
  className?: string | undefined;
};

/**
 * Label, control, hint and error, tied together for screen readers. The control is any Base UI
 * control or `Field.Control`. `unnamed`: the control does not submit itself.
 */
export function FormField(
  props: FieldProps & { disabled?: boolean | undefined; unnamed?: boolean; children: ReactNode },
) {
  const t = useTranslations("labels");
  const fromForm = useFieldError(props.name);
  const error = props.error ?? fromForm;
  return (
    <Field.Root
      name={props.unnamed ? undefined : props.name}
      invalid={error !== undefined}
      disabled={props.disabled}
      className={cn("flex min-w-0 flex-col gap-1", props.className)}
    >
      <Field.Label className={cn("text-sm font-medium", props.hideLabel && "sr-only")}>
        {props.label}
        {props.optional && <span className="ml-1.5 font-normal text-faint">{t("optional")}</span>}
      </Field.Label>
      {props.children}
      {props.hint && <Field.Description className="text-xs text-muted">{props.hint}</Field.Description>}
      {error !== undefined && (
        <Field.Error match className="flex items-start gap-1 text-xs text-bad-text">
          <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
          {error}
        </Field.Error>
      )}
    </Field.Root>
  );
}

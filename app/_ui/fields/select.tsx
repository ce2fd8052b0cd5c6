"use client";

import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import type { Choice } from "./choice";
import { cn } from "../cn";
import { FIELD_BOX, FIELD_FACE, FLOAT, FLOAT_ITEM } from "./field-classes";
import { type FieldProps, FormField } from "./form-field";

export type SelectProps<Value extends string> = {
  choices: readonly Choice<Value>[];
  value?: Value | null | undefined;
  defaultValue?: Value | null | undefined;
  onValueChange?: ((value: Value) => void) | undefined;
  name?: string | undefined;
  placeholder?: string | undefined;
  disabled?: boolean | undefined;
  required?: boolean | undefined;
};

/**
 * The bare control, for toolbars and, small, for rows: give it `ariaLabel`. In a form use
 * SelectField.
 */
export function Select<Value extends string>({
  choices,
  onValueChange,
  placeholder,
  ariaLabel,
  className,
  size = "md",
  ...root
}: SelectProps<Value> & { ariaLabel?: string; className?: string; size?: "sm" | "md" }) {
  return (
    <Base.Root<Value>
      {...root}
      items={choices}
      onValueChange={(value) => {
        if (value !== null) onValueChange?.(value);
      }}
    >
      <Base.Trigger
        aria-label={ariaLabel}
        className={cn(
          size === "sm" ? `${FIELD_FACE} h-6 px-2 pointer-coarse:h-10` : FIELD_BOX,
          "flex items-center justify-between gap-2 text-left",
          className,
        )}
      >
        <Base.Value placeholder={placeholder} className="truncate data-placeholder:text-faint" />
        <Base.Icon>
          <ChevronsUpDown aria-hidden className="size-3.5 text-faint" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-60 outline-none">
          <Base.Popup className={cn(FLOAT, "min-w-(--anchor-width)")}>
            <Base.List>
              {choices.map((choice) => (
                <Base.Item
                  key={choice.value}
                  value={choice.value}
                  disabled={choice.disabled ?? false}
                  className={FLOAT_ITEM}
                >
                  {choice.icon}
                  <span className="min-w-0 flex-1">
                    <Base.ItemText>{choice.label}</Base.ItemText>
                    {choice.hint && <span className="block text-xs text-muted">{choice.hint}</span>}
                  </span>
                  <Base.ItemIndicator className="text-accent-text">
                    <Check aria-hidden />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** One of a few known choices, in a form. More than ten or so: ComboboxField. */
export function SelectField<Value extends string>({
  name,
  label,
  hint,
  error,
  optional,
  hideLabel,
  className,
  ...select
}: FieldProps & Omit<SelectProps<Value>, "name">) {
  return (
    <FormField {...{ name, label, hint, error, optional, hideLabel, className }} disabled={select.disabled}>
      <Select {...select} required={!optional} />
    </FormField>
  );
}

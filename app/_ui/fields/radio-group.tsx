"use client";

import { Radio } from "@base-ui/react/radio";
import { RadioGroup as Base } from "@base-ui/react/radio-group";
import { useId } from "react";
import type { Choice } from "./choice";

/** A few choices with room to explain each. For two to four short words use Segmented. */
export function RadioGroup<Value extends string>({
  label,
  choices,
  name,
  onValueChange,
  ...state
}: {
  label: string;
  choices: readonly Choice<Value>[];
  name?: string;
  value?: Value;
  defaultValue?: Value;
  onValueChange?: (value: Value) => void;
}) {
  const id = useId();
  return (
    <div>
      <div id={id} className="mb-1.5 text-sm font-medium">
        {label}
      </div>
      <Base<Value>
        {...state}
        {...(name === undefined ? {} : { name })}
        aria-labelledby={id}
        onValueChange={(value) => onValueChange?.(value)}
        className="flex flex-col gap-2"
      >
        {choices.map((choice) => (
          <label key={choice.value} className="flex items-start gap-2">
            <Radio.Root
              value={choice.value}
              disabled={choice.disabled ?? false}
              className={
                "mt-px grid size-4 shrink-0 place-items-center rounded-full border border-line-strong " +
                "bg-surface hover:border-faint data-checked:border-accent data-checked:bg-accent " +
                "data-disabled:opacity-50"
              }
            >
              <Radio.Indicator className="size-1.5 rounded-full bg-white data-unchecked:hidden" />
            </Radio.Root>
            <span className="min-w-0 select-none">
              {choice.label}
              {choice.hint && <span className="block text-xs text-muted">{choice.hint}</span>}
            </span>
          </label>
        ))}
      </Base>
    </div>
  );
}

"use client";

import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import type { Choice } from "./choice";

/** Two to four short choices side by side, one of them on. */
export function Segmented<Value extends string>({
  label,
  choices,
  value,
  onValueChange,
}: {
  label: string;
  choices: readonly Choice<Value>[];
  value: Value;
  onValueChange: (value: Value) => void;
}) {
  return (
    <RadioGroup<Value>
      value={value}
      onValueChange={(next) => onValueChange(next)}
      aria-label={label}
      className="inline-flex rounded-md border border-line bg-sunken p-0.5"
    >
      {choices.map((choice) => (
        <Radio.Root
          key={choice.value}
          value={choice.value}
          disabled={choice.disabled ?? false}
          className={
            "inline-flex h-6 cursor-default items-center gap-1.5 rounded-sm px-2.5 text-sm text-muted " +
            "hover:text-ink data-checked:bg-raised data-checked:font-medium data-checked:text-ink " +
            "data-checked:shadow-raised pointer-coarse:h-9 [&_svg]:size-4"
          }
        >
          {choice.icon}
          {choice.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}

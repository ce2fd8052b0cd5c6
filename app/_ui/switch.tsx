"use client";

import { Switch as Base } from "@base-ui/react/switch";
import { type ReactNode, useId } from "react";

/** On or off, taking effect at once. In a form that is submitted, use a checkbox. */
export function Switch({
  label,
  hint,
  ...control
}: {
  label: string;
  hint?: ReactNode;
  name?: string;
  checked?: boolean;
  defaultChecked?: boolean;
  disabled?: boolean;
  onCheckedChange?: (checked: boolean) => void;
}) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="min-w-0">
        <label htmlFor={id} className="font-medium select-none">
          {label}
        </label>
        {hint && (
          <div id={`${id}-hint`} className="text-xs text-muted">
            {hint}
          </div>
        )}
      </div>
      <Base.Root
        {...control}
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="relative h-4.5 w-8 shrink-0 rounded-full bg-line-strong p-0.5 transition-colors after:absolute after:-inset-2 data-checked:bg-accent data-disabled:opacity-50"
      >
        <Base.Thumb className="block size-3.5 rounded-full bg-white shadow-raised transition-transform data-checked:translate-x-3.5" />
      </Base.Root>
    </div>
  );
}

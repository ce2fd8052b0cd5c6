"use client";

import { Checkbox as Base } from "@base-ui/react/checkbox";
import { Check, Minus } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cn } from "../cn";

type CheckboxProps = {
  name?: string;
  value?: string;
  checked?: boolean;
  defaultChecked?: boolean;
  /** Some of the many below are chosen. */
  indeterminate?: boolean;
  disabled?: boolean;
  onCheckedChange?: (checked: boolean) => void;
};

/**
 * A box with its words beside it. In a table, hide the words with `hideLabel`; they still name the
 * box.
 */
export function Checkbox({
  label,
  hint,
  hideLabel = false,
  className,
  ...box
}: CheckboxProps & { label: string; hint?: ReactNode; hideLabel?: boolean; className?: string }) {
  const id = useId();
  return (
    <div className={cn("flex items-start gap-2", className)}>
      <Base.Root
        {...box}
        id={id}
        {...(hideLabel ? { "aria-label": label } : {})}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className={
          "relative grid size-4 shrink-0 place-items-center rounded-sm border border-line-strong " +
          "bg-surface text-white after:absolute after:-inset-1.5 hover:border-faint " +
          "data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50 " +
          "data-indeterminate:border-accent data-indeterminate:bg-accent " +
          "pointer-coarse:after:-inset-3"
        }
      >
        <Base.Indicator className="grid data-unchecked:hidden">
          {box.indeterminate ? (
            <Minus aria-hidden className="size-3 stroke-[3]" />
          ) : (
            <Check aria-hidden className="size-3 stroke-[3]" />
          )}
        </Base.Indicator>
      </Base.Root>
      {!hideLabel && (
        <div className="min-w-0">
          <label htmlFor={id} className="select-none">
            {label}
          </label>
          {hint && (
            <div id={`${id}-hint`} className="text-xs text-muted">
              {hint}
            </div>
          )}
        </div>
      )}
    </div>
  );
}

import type { ComponentProps, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonClasses } from "./button-classes";
import { cn } from "../cn";

/** A button that shows only an icon; `label` is its accessible name, and its hint on hover. */
export function IconButton({
  label,
  icon,
  variant = "quiet",
  size = "sm",
  className,
  ...rest
}: Omit<ComponentProps<"button">, "children"> & {
  label: string;
  icon: ReactNode;
  variant?: ButtonVariant;
  size?: ButtonSize;
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={cn(buttonClasses(variant, size, true), className)}
    >
      {icon}
    </button>
  );
}

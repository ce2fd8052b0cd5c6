import type { ComponentProps, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonClasses } from "./button-classes";
import { cn } from "../cn";
import { Spinner } from "./spinner";

export type ButtonProps = ComponentProps<"button"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: ReactNode;
  /**
   * The act is under way: shows a spinner in the icon's place and ignores presses, keeping focus
   * and width.
   */
  pending?: boolean;
};

export function Button({ variant, size, icon, pending = false, children, className, onClick, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={pending ? "button" : (rest.type ?? "button")}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={pending ? undefined : onClick}
      className={cn(buttonClasses(variant, size), className)}
    >
      {pending ? <Spinner /> : icon}
      {children}
    </button>
  );
}

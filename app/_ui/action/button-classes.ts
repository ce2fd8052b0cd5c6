import { cn } from "../cn";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

const VARIANTS: Readonly<Record<ButtonVariant, string>> = {
  primary: "bg-accent text-white hover:bg-accent-hover",
  secondary: "border border-line-strong bg-surface text-ink shadow-raised hover:bg-hover",
  quiet: "text-muted hover:bg-hover hover:text-ink",
  danger: "bg-bad text-white hover:bg-bad-hover",
};

const SIZES: Readonly<Record<ButtonSize, string>> = {
  sm: "h-7 gap-1.5 px-2.5 text-sm pointer-coarse:h-10 pointer-coarse:px-3.5",
  md: "h-8 gap-1.5 px-3 text-sm pointer-coarse:h-11 pointer-coarse:px-4",
  lg: "h-11 gap-2 px-4 text-md",
};

const ICON_SIZES: Readonly<Record<ButtonSize, string>> = {
  sm: "size-7 pointer-coarse:size-10",
  md: "size-8 pointer-coarse:size-11",
  lg: "size-11",
};

const BASE =
  "inline-flex shrink-0 select-none items-center justify-center rounded-md font-medium " +
  "whitespace-nowrap transition-colors duration-75 disabled:pointer-events-none " +
  "disabled:opacity-50 aria-disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0";

/** Looks of everything that is pressed: button, link-button, menu trigger. */
export function buttonClasses(variant: ButtonVariant = "secondary", size: ButtonSize = "md", icon = false): string {
  return cn(BASE, VARIANTS[variant], icon ? ICON_SIZES[size] : SIZES[size]);
}

import { Link } from "@/app/_ui/action/link";
import type { ComponentProps, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonClasses } from "./button-classes";
import { cn } from "../cn";

/**
 * Goes somewhere, looks like a button. For downloads pass `download` and the document's address.
 */
export function LinkButton({
  variant,
  size,
  icon,
  children,
  className,
  download,
  ...rest
}: ComponentProps<typeof Link> & { variant?: ButtonVariant; size?: ButtonSize; icon?: ReactNode }) {
  const classes = cn(buttonClasses(variant, size), className);
  if (download !== undefined && typeof rest.href === "string") {
    // Next's router must not intercept a file.
    return (
      <a href={rest.href} download={download} className={classes}>
        {icon}
        {children}
      </a>
    );
  }
  return (
    <Link {...rest} className={classes}>
      {icon}
      {children}
    </Link>
  );
}

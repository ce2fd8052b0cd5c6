import { Link } from "@/app/_ui/action/link";
import type { ComponentProps } from "react";
import { cn } from "../cn";

/** A link within text or a table cell. */
export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return <Link {...rest} className={cn("rounded-sm text-accent-text hover:underline", className)} />;
}

"use client";

import { useLocale } from "use-intl/react";
import { formatNumber } from "@/app/_i18n/format-number";
import { cn } from "../cn";

/**
 * A count or measured value in the viewer's writing, with its unit. Not for money or billed energy.
 */
export function NumberText({
  value,
  digits = 0,
  unit,
  className,
}: {
  value: number | bigint;
  digits?: number;
  unit?: string;
  className?: string;
}) {
  const locale = useLocale();
  return (
    <span className={cn("figures", className)}>
      {formatNumber(value, locale, digits)}
      {unit && `\u00a0${unit}`}
    </span>
  );
}

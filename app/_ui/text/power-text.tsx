"use client";

import { useLocale } from "use-intl/react";
import { formatNumber } from "@/app/_i18n/format-number";
import { cn } from "../cn";

/** Power as measured, never billed: "7.4 kW", "850 W", "1.25 MW". */
export function PowerText({ watts, className }: { watts: number; className?: string }) {
  const locale = useLocale();
  const [value, digits, unit]: readonly [number, number, string] =
    Math.abs(watts) >= 1_000_000
      ? [watts / 1_000_000, 2, "MW"]
      : Math.abs(watts) >= 1000
        ? [watts / 1000, 1, "kW"]
        : [watts, 0, "W"];
  return (
    <span className={cn("figures", className)}>
      {formatNumber(value, locale, digits)}
      {"\u00a0"}
      {unit}
    </span>
  );
}

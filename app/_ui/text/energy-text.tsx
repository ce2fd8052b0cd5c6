"use client";

import { useLocale } from "use-intl/react";
import { LOCALE_TAGS } from "@/app/_i18n/locale";
import { formatKwh } from "@/server/domain/energy";
import { cn } from "../cn";

/**
 * Energy in kWh. `milliWh` is whole milli-watt-hours, as bigint or its decimal text. Bills show 3
 * digits, overviews 1.
 */
export function EnergyText({
  milliWh,
  digits = 3,
  className,
}: {
  milliWh: bigint | string;
  digits?: number;
  className?: string;
}) {
  const locale = useLocale();
  return <span className={cn("figures", className)}>{formatKwh(BigInt(milliWh), LOCALE_TAGS[locale], digits)}</span>;
}

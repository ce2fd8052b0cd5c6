"use client";

import { useLocale, useTimeZone } from "use-intl/react";
import { formatInstant, type TimeStyle, zoneName, zonesDiffer } from "@/app/_i18n/format-time";
import { cn } from "../cn";

/**
 * An instant on the wall clock of the site (`zone`), naming the place when the viewer's own clock
 * shows another time. Without `zone` it is the viewer's clock. Hovering shows the instant in UTC.
 */
export function TimeText({
  at,
  zone,
  style = "datetime",
  className,
}: {
  at: Date | string;
  zone?: string | undefined;
  style?: TimeStyle;
  className?: string;
}) {
  const locale = useLocale();
  const viewerZone = useTimeZone() ?? "UTC";
  const instant = typeof at === "string" ? new Date(at) : at;
  const place = zone ?? viewerZone;
  return (
    <time dateTime={instant.toISOString()} title={instant.toISOString()} className={cn("figures", className)}>
      {formatInstant(instant, place, locale, style)}
      {style !== "date" && zonesDiffer(place, viewerZone, instant) && (
        <span className="ml-1 text-xs text-faint">{zoneName(place, locale)}</span>
      )}
    </time>
  );
}

"use client";

import { useLocale, useTimeZone, useTranslations } from "use-intl/react";
import { formatInstant } from "@/app/_i18n/format-time";
import { useNowMs } from "./use-now";

/**
 * "3 min ago", kept true while the page is open; the exact time on hover. The browser takes the
 * server's words over and corrects them at its first tick.
 */
export function RelativeTime({ at }: { at: Date | string }) {
  const t = useTranslations("labels.ago");
  const locale = useLocale();
  const zone = useTimeZone() ?? "UTC";
  const now = useNowMs();
  const instant = typeof at === "string" ? new Date(at) : at;
  const exact = formatInstant(instant, zone, locale, "full");
  return (
    <time dateTime={instant.toISOString()} title={exact} className="figures" suppressHydrationWarning>
      {text(t, Math.round((now - instant.getTime()) / 1000))}
    </time>
  );
}

function text(t: ReturnType<typeof useTranslations<"labels.ago">>, seconds: number): string {
  const size = Math.abs(seconds);
  if (size < 10) return t("now");
  const past = seconds > 0;
  if (size < 60) return t(past ? "seconds" : "inSeconds", { count: String(size) });
  if (size < 3600) return t(past ? "minutes" : "inMinutes", { count: String(Math.floor(size / 60)) });
  if (size < 86_400) return t(past ? "hours" : "inHours", { count: String(Math.floor(size / 3600)) });
  return t(past ? "days" : "inDays", { count: Math.floor(size / 86_400) });
}

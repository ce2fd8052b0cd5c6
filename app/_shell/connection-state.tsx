"use client";

import { useLocale, useTimeZone, useTranslations } from "use-intl/react";
import { formatInstant } from "@/app/_i18n/format-time";
import { StatusDot } from "@/app/_ui/feedback/status-dot";
import { useNowMs } from "@/app/_ui/text/use-now";
import type { ShellProps } from "./shell-types";

const PATIENCE_MS = 15_000;

/**
 * Whether what is shown is live, about to be again, or old, and since when. Says nothing before the
 * first answer.
 */
export function ConnectionState({ connection }: Pick<ShellProps, "connection">) {
  const t = useTranslations("shell.connection");
  const locale = useLocale();
  const zone = useTimeZone() ?? "UTC";
  const now = useNowMs();
  if (connection.state === "connecting") return <span className="w-16" />;
  if (connection.state === "live") {
    return (
      <output title={t("liveHint")} className="flex items-center gap-1.5 text-xs text-muted">
        <StatusDot tone="good" />
        {t("live")}
      </output>
    );
  }
  const old = now - connection.since > PATIENCE_MS;
  const time = formatInstant(new Date(connection.since), zone, locale, "time");
  return (
    <output
      title={old ? t("staleHint", { time }) : t("reconnectingHint")}
      className="flex items-center gap-1.5 rounded-sm bg-warn-soft px-1.5 py-0.5 text-xs font-medium text-warn-text"
    >
      <StatusDot tone="warn" moving={!old} />
      {old ? t("stale", { time }) : t("reconnecting")}
    </output>
  );
}

import type { useTranslations } from "use-intl/react";
import { formatDuration } from "@/app/_i18n/format-time";
import type { Locale } from "@/app/_i18n/locale";
import type { Reason } from "@/server/domain/tariff/rating";
import { type TariffTranslator, whenText } from "../../../tariffs/_parts/price-text";

export type ReasonTranslators = {
  readonly sessions: ReturnType<typeof useTranslations<"sessions">>;
  readonly tariffs: TariffTranslator;
};

/**
 * Why a price was taken, or none, in the reader's language. `elementIndex` counts price groups from
 * 0.
 */
export function reasonText(
  { code, params }: Reason,
  elementIndex: number | null,
  { sessions: t, tariffs }: ReasonTranslators,
  locale: Locale,
): string {
  const group = String((elementIndex ?? 0) + 1);
  switch (code) {
    case "ALWAYS":
      // below other groups "at all times" would be wrong: they may have taken some
      return t(elementIndex === null || elementIndex === 0 ? "because.ALWAYS" : "because.OTHERWISE", { group });
    case "RESTRICTED":
      return t("because.RESTRICTED", { group, conditions: whenText(params, tariffs, locale).join(", ") });
    case "IDLE_GRACE":
      return t("because.IDLE_GRACE", { grace: formatDuration(Number(params["graceSeconds"] ?? 0)) });
    case "RESERVATION":
    case "PAUSED_BY_STATION":
    case "STATE_UNKNOWN":
    case "NO_COMPONENT":
    case "NO_ENERGY":
    case "STARTED_STEP":
    case "ABOVE_IDLE_CAP":
    case "BELOW_MINIMUM":
    case "ABOVE_MAXIMUM":
    case "ABOVE_LIMIT":
      return t(`because.${code}`);
  }
}

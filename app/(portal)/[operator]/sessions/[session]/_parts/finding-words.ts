import type { useTranslations } from "use-intl/react";
import type { Messages } from "@/app/_i18n/messages";
import { sessions } from "@/app/_i18n/en/sessions";

type Code = Exclude<keyof Messages["sessions"]["finding"], "other">;

/** A finding's sentence; one that this version has no words for is shown by its code. */
export function findingWords(code: string, t: ReturnType<typeof useTranslations<"sessions">>): string {
  return isKnown(code) ? t(`finding.${code}`) : t("finding.other", { code });
}

const isKnown = (code: string): code is Code => code !== "other" && Object.hasOwn(sessions.finding, code);

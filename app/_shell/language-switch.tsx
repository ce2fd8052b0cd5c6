"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { useLocale, useTranslations } from "use-intl/react";
import { LOCALE_NAMES, LOCALE_TAGS, LOCALES } from "@/app/_i18n/locale";
import { cn } from "@/app/_ui/cn";
import { storeLocale } from "./preferences";

/** Both languages in their own words; for pages without the shell (sign-in, pay this bill). */
export function LanguageSwitch() {
  const t = useTranslations("shell");
  const current = useLocale();
  const router = useRouter();
  const [, start] = useTransition();
  return (
    <fieldset className="flex gap-1">
      <legend className="sr-only">{t("language")}</legend>
      {LOCALES.map((locale) => (
        <button
          key={locale}
          type="button"
          lang={LOCALE_TAGS[locale]}
          aria-pressed={locale === current}
          onClick={() => {
            storeLocale(locale);
            start(() => router.refresh());
          }}
          className={cn(
            "h-7 rounded-sm px-2 hover:text-ink pointer-coarse:h-10",
            locale === current ? "font-medium text-ink" : "text-muted",
          )}
        >
          {LOCALE_NAMES[locale]}
        </button>
      ))}
    </fieldset>
  );
}

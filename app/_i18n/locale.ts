import { LOCALES, type Locale } from "@/server/domain/locale";

/** European Portuguese is its own catalogue, not a variant of Brazilian. */
export { LOCALES, type Locale };
export const LOCALE_COOKIE = "corrente.locale";
export const ZONE_COOKIE = "corrente.zone";

/** The names of the languages in themselves, as a language switch shows them. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = { en: "English", pt: "Português" };

/** BCP 47 tags for `<html lang>` and for number and money formatting. */
export const LOCALE_TAGS: Readonly<Record<Locale, string>> = { en: "en-GB", pt: "pt-PT" };

export function isLocale(value: string | undefined | null): value is Locale {
  return LOCALES.some((locale) => locale === value);
}

/**
 * The best of our languages for an Accept-Language header (RFC 9110 §12.5.4); English when nothing
 * fits.
 */
export function chooseLocale(acceptLanguage: string | null): Locale {
  const preferences = (acceptLanguage ?? "")
    .split(",")
    .map((entry) => {
      const [tag = "", ...params] = entry.trim().toLowerCase().split(";");
      const quality = params.map((p) => /^\s*q=([\d.]+)/.exec(p)?.[1]).find((q) => q !== undefined);
      return { language: tag.split("-")[0] ?? "", quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter((preference) => preference.quality > 0)
    .toSorted((a, b) => b.quality - a.quality);
  return preferences.map((preference) => preference.language).find(isLocale) ?? "en";
}

import type { Locale } from "@/server/domain/locale";
/**
 * A calendar date ("YYYY-MM-DD") as the reader writes it: "30 November 2026", "30 de novembro de
 * 2026".
 */
export const localizedDate = (date: string, locale: Locale): string =>
  new Intl.DateTimeFormat(LANGUAGE_TAGS[locale], { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${date}T00:00:00Z`),
  );

/** The language tag of a reader's language: day before month, and money as Europe writes it. */
export const LANGUAGE_TAGS = { en: "en-GB", pt: "pt-PT" } as const;

import { LOCALE_TAGS, type Locale } from "./locale";

/** "PT" → "Portugal"; a code that no country has stays what it is. */
export const countryName = (code: string, locale: Locale): string =>
  new Intl.DisplayNames([LOCALE_TAGS[locale]], { type: "region" }).of(code) ?? code;

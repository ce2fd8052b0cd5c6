import { EN, type Words } from "./words-en";
import { PT } from "./words-pt";

export type Locale = "en" | "pt";

const WORDS: Readonly<Record<Locale, Words>> = { en: EN, pt: PT };

/** What we say in a reader's language. */
export const wordsOf = (locale: Locale): Words => WORDS[locale];

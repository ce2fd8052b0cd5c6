import { EN, type Texts } from "./texts-en";
import { PT } from "./texts-pt";

export type Locale = "en" | "pt";

const TEXTS: Readonly<Record<Locale, Texts>> = { en: EN, pt: PT };

/** The texts of e-mails and documents in the reader's language. */
export const textsFor = (locale: Locale): Texts => TEXTS[locale];

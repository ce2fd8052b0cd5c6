import type {} from "use-intl";
import { english } from "./en/catalogue";
import type { Shape } from "./en/shape";
import type { Locale } from "./locale";
import { portuguese } from "./pt/catalogue";

export type Messages = typeof english;
/** One file of the catalogue: `words`, `stations`, `invoices`, … */
export type Area = keyof Messages;

declare module "use-intl" {
  interface AppConfig {
    Messages: Messages;
    Locale: Locale;
  }
}

/** Every word of the product. English gives the shape; a Portuguese gap does not compile. */
export const CATALOGUES: Readonly<Record<Locale, Shape<Messages>>> = { en: english, pt: portuguese };

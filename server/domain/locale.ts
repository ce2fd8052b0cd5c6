/**
 * The languages of the portal, of e-mails and of documents, by BCP 47 language. The first is the
 * default.
 */
export const LOCALES = ["en", "pt"] as const;

export type Locale = (typeof LOCALES)[number];

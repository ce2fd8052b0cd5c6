/** Languages of the portal, e-mails and documents as BCP 47 tags. The first is the default. */
export const LOCALES = ["en", "pt"] as const;

export type Locale = (typeof LOCALES)[number];

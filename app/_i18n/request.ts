import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { chooseLocale, isLocale, LOCALE_COOKIE, type Locale, ZONE_COOKIE } from "./locale";

/**
 * The language of this request: the cookie a person's choice leaves, else what the browser asks
 * for.
 */
export const getLocale = cache(async (): Promise<Locale> => {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value;
  return isLocale(chosen) ? chosen : chooseLocale((await headers()).get("accept-language"));
});

/** The viewer's own IANA zone as their browser last reported it; UTC on the very first visit. */
export const getViewerZone = cache(async (): Promise<string> => {
  const zone = decodeURIComponent((await cookies()).get(ZONE_COOKIE)?.value ?? "");
  return zone !== "" && Intl.supportedValuesOf("timeZone").includes(zone) ? zone : "UTC";
});

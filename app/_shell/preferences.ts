import { LOCALE_COOKIE, type Locale } from "@/app/_i18n/locale";
import { THEME_COOKIE, THEMES, type Theme } from "./theme";

/**
 * Remembered for a year on this device, read by the server before it paints: no flash, no request
 * of its own.
 */
function store(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`;
}

export function chooseTheme(theme: Theme): void {
  store(THEME_COOKIE, theme);
  document.documentElement.classList.remove(...THEMES);
  document.documentElement.classList.add(theme);
}

export function chosenTheme(): Theme {
  return THEMES.find((theme) => document.documentElement.classList.contains(theme)) ?? "system";
}

/** The caller refreshes the router: words come from the server. */
export function storeLocale(locale: Locale): void {
  store(LOCALE_COOKIE, locale);
}

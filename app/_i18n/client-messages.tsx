import type { ReactNode } from "react";
import { compiledArea } from "./compiled";
import type { Area } from "./messages";
import { MessagesScope } from "./messages-scope";
import { getLocale, getViewerZone } from "./request";

/**
 * Gives the client islands below it the words of `areas`, on top of those given further up (the
 * root layout gives `words`, `shell` and `errors`). Only what is named here travels to the browser.
 */
export async function ClientMessages({ areas, children }: { areas: readonly Area[]; children: ReactNode }) {
  const [locale, zone] = await Promise.all([getLocale(), getViewerZone()]);
  const messages = Object.fromEntries(areas.map((area) => [area, compiledArea(locale, area)]));
  return (
    <MessagesScope locale={locale} zone={zone} messages={messages}>
      {children}
    </MessagesScope>
  );
}

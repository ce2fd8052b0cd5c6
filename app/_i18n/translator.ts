import "server-only";
import { createTranslator } from "use-intl/core";
import { compiledArea } from "./compiled";
import type { Area, Messages } from "./messages";
import { getLocale } from "./request";

/**
 * `t` for one area in a server component: `const t = await getTranslator("stations"); t("title")`.
 */
export async function getTranslator<A extends Area>(area: A) {
  const locale = await getLocale();
  // The compiled catalogue has the keys of the English one; its leaves are compiled ICU, which only
  // the types below know as words.
  const messages = { [area]: compiledArea(locale, area) } as Pick<Messages, A>;
  return createTranslator<Messages, A>({ locale, messages: messages as Messages, namespace: area, timeZone: "UTC" });
}

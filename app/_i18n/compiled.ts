import compile from "icu-minify/compile";
import type { AbstractIntlMessages } from "use-intl/core";
import type { Locale } from "./locale";
import { type Area, CATALOGUES } from "./messages";

type Tree = { readonly [key: string]: string | Tree };

const compiled = new Map<string, AbstractIntlMessages>();

/**
 * One area with its ICU messages compiled to small arrays, as `use-intl/format-message/format-only`
 * wants them (next.config.ts aliases it). Compiled once per process, so neither server nor browser
 * parses ICU again.
 */
export function compiledArea(locale: Locale, area: Area): AbstractIntlMessages {
  const key = `${locale}/${area}`;
  const known = compiled.get(key);
  if (known) return known;
  // The compiler's plural tables have no prototype, which React does not carry to the browser: JSON
  // gives them one.
  const made = JSON.parse(JSON.stringify(compileTree(CATALOGUES[locale][area]))) as AbstractIntlMessages;
  compiled.set(key, made);
  return made;
}

function compileTree(tree: Tree): AbstractIntlMessages {
  const entries = Object.entries(tree).map(([key, value]) => [
    key,
    typeof value === "string" ? compile(value) : compileTree(value),
  ]);
  return Object.fromEntries(entries);
}

import compile from "icu-minify/compile";
import format, { type CompiledMessage, type FormatValues } from "icu-minify/format";
import { LOCALE_TAGS, type Locale } from "@/app/_i18n/locale";
import { CATALOGUES } from "@/app/_i18n/messages";
import { formatMoney } from "@/server/domain/money";
import type { RefusalDetails } from "@/server/domain/refusal";
import type { Translator } from "@/server/trpc";

const formatters = {
  getDateTimeFormat: (...args: ConstructorParameters<typeof Intl.DateTimeFormat>) => new Intl.DateTimeFormat(...args),
  getNumberFormat: (...args: ConstructorParameters<typeof Intl.NumberFormat>) => new Intl.NumberFormat(...args),
  getPluralRules: (...args: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...args),
};

const compiled = new Map<string, CompiledMessage>();

/**
 * What the server refuses, in a reader's language: given to tRPC with each request, so that none of
 * it travels to the browser unasked.
 */
export function refusalText(locale: Locale): Translator {
  const { sentence, field, kind, plain } = CATALOGUES[locale].refusals;
  const fill = (message: string, values: FormatValues = {}): string => {
    const known = compiled.get(message) ?? compile(message);
    compiled.set(message, known);
    return String(format(known, locale, values, { formatters }));
  };
  return {
    refusal: (code, details) => fill(sentence[code], valuesOf(details, locale)),
    field: (fact) => (fact.type === "sentence" ? fill(field[fact.reason]) : fill(kind[fact.reason], fact.facts)),
    plain: (what) => fill(plain[what]),
  };
}

/** A sum is written anew, as this reader writes sums; everything else goes in as it is. */
function valuesOf(details: RefusalDetails, locale: Locale): FormatValues {
  const { openMinor, currency, ...rest } = details;
  const values = Object.entries({ ...rest, currency }).map(([name, value]) => [name, String(value ?? "")]);
  const open =
    typeof openMinor === "string" && typeof currency === "string"
      ? { open: formatMoney({ minor: BigInt(openMinor), currency }, LOCALE_TAGS[locale]) }
      : {};
  return { ...Object.fromEntries(values), ...open };
}

import type { Locale } from "@/app/_i18n/locale";
import { errorFacts } from "@/app/_trpc/client";

/**
 * What a form shows of a failed mutation: a refusal that names its field stands at that field, any
 * other above the form.
 */
export function formRefusal(error: unknown): {
  errors: Readonly<Record<string, string>> | undefined;
  problem: string | undefined;
} {
  if (!error) return { errors: undefined, problem: undefined };
  const { fields, sentence, message, details } = errorFacts(error);
  const field = details["field"];
  if (typeof field === "string") return { errors: { ...fields, [field]: message }, problem: undefined };
  return { errors: fields, problem: sentence };
}

/** What was typed as a language, kept to those there are. */
export const localeOf = (text: string): Locale => (text === "pt" ? "pt" : "en");

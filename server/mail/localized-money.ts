import type { Locale } from "@/server/domain/locale";
import { formatMoney, type Money } from "@/server/domain/money";
import { LANGUAGE_TAGS } from "@/server/mail/localized-date";

/** An amount as the reader writes it, as on the document: "€12.30", "12,30 €". */
export const localizedMoney = (money: Money, locale: Locale): string => formatMoney(money, LANGUAGE_TAGS[locale]);

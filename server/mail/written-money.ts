import { formatMoney, type Money } from "@/server/domain/money";
import { TAG } from "@/server/mail/written-date";

/** An amount as the reader writes it, as on the document: "€12.30", "12,30 €". */
export const writtenMoney = (money: Money, locale: "en" | "pt"): string => formatMoney(money, TAG[locale]);

import { formatDay } from "@/app/_i18n/format-time";
import type { Locale } from "@/app/_i18n/locale";

/** "Oct 2026" for "2026-10". */
export const monthName = (month: string, locale: Locale): string => formatDay(`${month}-01`, locale).replace(/^1 /, "");

/** The calendar month before: "2025-12" for "2026-01". */
export function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, "0")}`;
}

import { clockIn, formatDay } from "@/app/_i18n/format-time";
import type { Locale } from "@/app/_i18n/locale";
import type { Entity } from "./invoice-types";

/** "Oct 2026" for "2026-10". */
export const monthName = (month: string, locale: Locale): string => formatDay(`${month}-01`, locale).replace(/^1 /, "");

/** The calendar month before: "2025-12" for "2026-01". */
export function monthBefore(month: string): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, "0")}`;
}

/** The month that is over, as long as something of it (or older) waits; else the running one. */
export function monthToBill({ unbilled, runningMonth, lastMonth, timeZone }: Entity): string {
  const waits = unbilled.some(({ oldestEndedAt }) => {
    const { year, month } = clockIn(timeZone, oldestEndedAt);
    return `${year}-${String(month).padStart(2, "0")}` < runningMonth;
  });
  return waits || unbilled.length === 0 ? lastMonth : runningMonth;
}

import { clockIn } from "@/app/_i18n/format-time";

/** The calendar day in a zone, "2026-11-22". */
export function todayIn(timeZone: string): string {
  const { year, month, day } = clockIn(timeZone, new Date());
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

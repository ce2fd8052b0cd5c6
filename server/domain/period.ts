import { startOfLocalDay } from "@/server/domain/zone";

/** A half-open interval in epoch milliseconds: the start is included, the end is not. */
export type Period = { fromMs: bigint; toMs: bigint };

/** The calendar month (1 to 12) in local time: 743 hours in March in Berlin, 745 in October. */
export function monthPeriod(year: number, month: number, timeZone: string): Period {
  const next = month === 12 ? { year: year + 1, month: 1 } : { year, month: month + 1 };
  return {
    fromMs: startOfLocalDay(firstOfMonth(year, month), timeZone),
    toMs: startOfLocalDay(firstOfMonth(next.year, next.month), timeZone),
  };
}

/** The calendar date `days` days later; dates are "YYYY-MM-DD". */
export function addDays(date: string, days: number): string {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

function firstOfMonth(year: number, month: number): string {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`;
}

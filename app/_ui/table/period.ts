export const PERIODS = ["today", "yesterday", "last7", "last30", "thisMonth", "lastMonth", "thisYear"] as const;
export type PeriodName = (typeof PERIODS)[number];

/** First and last day, both inclusive, as "2026-11-22". */
export type DayPeriod = { from: string; to: string };

const DAY_MS = 86_400_000;
const day = (year: number, month: number, date: number): string =>
  new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);

/** A named period as calendar days, counted from the operator's own `today`. */
export function periodNamed(name: PeriodName, today: string): DayPeriod {
  const at = new Date(`${today}T00:00:00Z`);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  const back = (days: number) => new Date(at.getTime() - days * DAY_MS).toISOString().slice(0, 10);
  switch (name) {
    case "today":
      return { from: today, to: today };
    case "yesterday":
      return { from: back(1), to: back(1) };
    case "last7":
      return { from: back(6), to: today };
    case "last30":
      return { from: back(29), to: today };
    case "thisMonth":
      return { from: day(year, month, 1), to: day(year, month + 1, 0) };
    case "lastMonth":
      return { from: day(year, month - 1, 1), to: day(year, month, 0) };
    case "thisYear":
      return { from: day(year, 0, 1), to: day(year, 11, 31) };
  }
}

import { monthPeriod } from "@/server/domain/period";
import { Refusal } from "@/server/domain/refusal";

/** Coverage of one billing run: every unbilled record that ended before `toAt`. */
export type RunPeriod = { month: string; fromAt: Date; toAt: Date; isInterim: boolean };

/**
 * The period of a run: a calendar month in the legal entity's zone. A month is billed when it is
 * over; with `upToNow` the running month is billed early, as an interim run that ends at this
 * moment. Later records fall into the next run.
 * @param month "YYYY-MM"
 * @throws Refusal CONFLICT when the month is not over, INVALID when it has not begun
 */
export function periodOfRun(month: string, upToNow: boolean, timeZone: string, now: Date): RunPeriod {
  const [year = 0, monthNumber = 0] = month.split("-").map(Number);
  const { fromMs, toMs } = monthPeriod(year, monthNumber, timeZone);
  const fromAt = new Date(Number(fromMs));
  const toAt = new Date(Number(toMs));
  if (now >= toAt) return { month, fromAt, toAt, isInterim: false };
  if (now < fromAt) throw new Refusal("month_not_begun", { month, timeZone });
  if (!upToNow) {
    throw new Refusal("month_not_over", {
      month,
      timeZone,
    });
  }
  return { month, fromAt, toAt: now, isInterim: true };
}

/** "2026-11" for the first run of a month, "2026-11 (2)" for the second. */
export const labelOfRun = (month: string, runsBefore: number): string =>
  runsBefore === 0 ? month : `${month} (${runsBefore + 1})`;

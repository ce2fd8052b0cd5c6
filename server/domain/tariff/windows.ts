import type { Restrictions } from "@/server/domain/tariff/tariff";
import { type LocalClock, localMarks } from "@/server/domain/zone";

/**
 * True when the wall clock lies inside the restriction's time of day, weekdays and dates. Local
 * times are never converted to instants: some occur twice, others never.
 */
export function windowHolds(restrictions: Restrictions, clock: LocalClock): boolean {
  const { startDate, endDate, daysOfWeek } = restrictions;
  if (startDate !== undefined && clock.date < startDate) return false;
  if (endDate !== undefined && clock.date >= endDate) return false;
  if (daysOfWeek !== undefined && !daysOfWeek.includes(clock.weekday)) return false;
  return timeOfDayHolds(restrictions, clock.minuteOfDay);
}

/** The instants in [fromMs, toMs) at which any of these windows may open or close. */
export function windowEdges(
  restrictions: readonly Restrictions[],
  fromMs: bigint,
  toMs: bigint,
  timeZone: string,
): bigint[] {
  const marks = new Set<number>();
  for (const restriction of restrictions) {
    const { startTime, endTime, startDate, endDate, daysOfWeek } = restriction;
    if (startTime !== undefined) marks.add(minuteOf(startTime));
    if (endTime !== undefined) marks.add(minuteOf(endTime));
    if (startDate ?? endDate ?? daysOfWeek ?? startTime ?? endTime) marks.add(0);
  }
  return marks.size === 0 ? [] : localMarks(fromMs, toMs, timeZone, [...marks]);
}

/**
 * Minutes after midnight of "HH:MM".
 * @throws RangeError on anything else, which the linter refuses before
 */
export function minuteOf(time: string): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (!match) throw new RangeError(`not a time of day: ${time}`);
  return Number(match[1]) * 60 + Number(match[2]);
}

function timeOfDayHolds({ startTime, endTime }: Restrictions, minute: number): boolean {
  if (startTime !== undefined && startTime === endTime) return true; // not an empty window: that would give energy away
  const start = startTime === undefined ? 0 : minuteOf(startTime);
  const end = endTime === undefined || endTime === "00:00" ? 24 * 60 : minuteOf(endTime);
  return start < end ? minute >= start && minute < end : minute >= start || minute < end;
}

import type { WeekArea } from "@/app/_ui/chart/week-grid";
import type { PriceKind, Restrictions } from "@/server/domain/tariff/tariff";
import { windowHolds } from "@/server/domain/tariff/windows";
import { WEEKDAYS } from "@/server/domain/zone";
import type { EditorGroup } from "./editor-model";

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/**
 * Which group prices a kind in each hour of a week, by the very test that bills, asked at the half
 * hour. Groups that also ask for energy, power or length of stay are left out: whether they fit is
 * not for the clock to say.
 */
export function weekCells(groups: readonly EditorGroup[], kind: PriceKind): readonly (readonly (string | null)[])[] {
  const offered = groups.filter(
    ({ restrictions, prices }) => prices.some((price) => price.kind === kind) && dependsOnTimeOnly(restrictions),
  );
  return WEEKDAYS.map((weekday) =>
    Array.from({ length: 24 }, (_, hour) => {
      const minuteOfDay = hour * 60 + 30;
      const clock = { date: "", weekday, minuteOfDay, secondOfDay: minuteOfDay * 60 };
      return offered.find(({ restrictions }) => windowHolds(clockOf(restrictions), clock))?.id ?? null;
    }),
  );
}

/**
 * A painted area as a group's window. The whole week lifts the restriction; all days, or all hours,
 * need none of their own.
 */
export function paintedWindow(restrictions: Restrictions, { days, hours }: WeekArea): Restrictions {
  const { startTime: _start, endTime: _end, daysOfWeek: _days, ...others } = restrictions;
  const daysOfWeek = WEEKDAYS.slice(days[0], days[1] + 1);
  const isAllDay = hours[0] === 0 && hours[1] === 23;
  return {
    ...others,
    ...(daysOfWeek.length < 7 && { daysOfWeek }),
    ...(!isAllDay && { startTime: clockText(hours[0]), endTime: clockText((hours[1] + 1) % 24) }),
  };
}

const clockText = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;

function dependsOnTimeOnly(restrictions: Restrictions): boolean {
  const { startTime, endTime, daysOfWeek: _days, startDate: _from, endDate: _to, ...others } = restrictions;
  const isReadable = [startTime, endTime].every((time) => time === undefined || TIME.test(time));
  return isReadable && Object.keys(others).length === 0;
}

/** The week shows any week: dates are not asked. */
function clockOf({ startTime, endTime, daysOfWeek }: Restrictions): Restrictions {
  return {
    ...(startTime !== undefined && { startTime }),
    ...(endTime !== undefined && { endTime }),
    ...(daysOfWeek !== undefined && { daysOfWeek }),
  };
}

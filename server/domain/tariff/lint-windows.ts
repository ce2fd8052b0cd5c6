import { compare, fromDecimal } from "@/server/domain/exact";
import { type LintFinding, lintFinding } from "@/server/domain/tariff/lint-finding";
import type { Restrictions, TariffContent } from "@/server/domain/tariff/tariff";

export function lintWindows({ elements }: TariffContent): LintFinding[] {
  return elements.flatMap(({ restrictions }, index) => {
    const path = `elements[${index}].restrictions`;
    return restrictions ? [...wraps(restrictions, path), ...emptyRanges(restrictions, path)] : [];
  });
}

/** L8: "Friday 22:00 to 06:00" does not hold on Saturday at 03:00, which surprises most authors. */
function wraps({ startTime, endTime, daysOfWeek }: Restrictions, path: string): LintFinding[] {
  if (startTime === undefined || endTime === undefined) return [];
  if (startTime === endTime) return [lintFinding("WHOLE_DAY_WINDOW", "info", path, { startTime, endTime })];
  const isWrapping = endTime < startTime && endTime !== "00:00";
  if (!isWrapping || daysOfWeek === undefined || daysOfWeek.length === 7) return [];
  return [lintFinding("WRAP_WITH_WEEKDAYS", "warning", path, { startTime, endTime, daysOfWeek: daysOfWeek.join(",") })];
}

/** A minimum at or above its maximum never holds. */
function emptyRanges(r: Restrictions, path: string): LintFinding[] {
  const ranges: readonly (readonly [name: string, isEmpty: boolean])[] = [
    ["Kwh", neverHolds(r.minKwh, r.maxKwh)],
    ["PowerKw", neverHolds(r.minPowerKw, r.maxPowerKw)],
    ["CurrentA", neverHolds(r.minCurrentA, r.maxCurrentA)],
    ["DurationS", neverHolds(r.minDurationS?.toString(), r.maxDurationS?.toString())],
    ["ChargingS", neverHolds(r.minChargingS?.toString(), r.maxChargingS?.toString())],
    ["IdleS", neverHolds(r.minIdleS?.toString(), r.maxIdleS?.toString())],
    ["Date", r.startDate !== undefined && r.endDate !== undefined && r.startDate >= r.endDate],
    ["daysOfWeek", r.daysOfWeek?.length === 0],
  ];
  return ranges.filter(([, isEmpty]) => isEmpty).map(([name]) => lintFinding("EMPTY_RANGE", "warning", path, { name }));
}

function neverHolds(min: string | undefined, max: string | undefined): boolean {
  return min !== undefined && max !== undefined && compare(fromDecimal(min), fromDecimal(max)) >= 0;
}

import { type Rational, ZERO, fromDecimal, mul, rational } from "@/server/domain/exact";
import { type LintFinding, lintFinding } from "@/server/domain/tariff/lint-finding";
import { type Offer, firstOffer, openPriceBook } from "@/server/domain/tariff/price-book";
import { type Moment, energyThresholds } from "@/server/domain/tariff/restrictions";
import type { PriceKind, Restrictions, TariffContent } from "@/server/domain/tariff/tariff";
import { minuteOf } from "@/server/domain/tariff/windows";
import { WEEKDAYS } from "@/server/domain/zone";

/**
 * L1: a kind of price that is charged at some moments must have a price, if only 0, at every
 * moment. Checked wherever the answer may change: every weekday × edge of a window × energy ×
 * duration × power that the restrictions name.
 */
export function lintGaps(content: TariffContent): LintFinding[] {
  const { session } = openPriceBook(content);
  return (["ENERGY", "TIME", "PARKING", "FLAT"] as const).flatMap((kind) => {
    const offers = session[kind];
    // A flat fee is charged at its first match only: moments without one are intended.
    if (offers.length === 0 || kind === "FLAT") return [];
    const gap = firstGap(offers);
    return gap ? [gapFinding(kind, gap)] : [];
  });
}

function firstGap(offers: readonly Offer[]): Moment | null {
  // A price that always holds leaves no gap; it also bounds the work: the moments of fifty price
  // groups are too many to check.
  if (offers.some(({ restrictions }) => Object.keys(restrictions).length === 0)) return null;
  for (const moment of sampleMoments(offers.map(({ restrictions }) => restrictions))) {
    if (!firstOffer(offers, moment)) return moment;
  }
  return null;
}

function* sampleMoments(restrictions: readonly Restrictions[]): Iterable<Moment> {
  const seconds = ["minDurationS", "maxDurationS", "minChargingS", "maxChargingS", "minIdleS", "maxIdleS"] as const;
  const elapsed = distinct([0, ...restrictions.flatMap((r) => seconds.map((name) => r[name] ?? 0))]);
  const clocks = [...sampleClocks(restrictions)];
  const kinds = restrictions.some(({ evseKind }) => evseKind) ? (["AC", "DC"] as const) : ([null] as const);
  for (const clock of clocks)
    for (const energyMilliWh of [ZERO, ...energyThresholds(restrictions)])
      for (const at of elapsed)
        for (const powerW of thresholds(restrictions, "minPowerKw", "maxPowerKw", 1000n))
          for (const currentA of thresholds(restrictions, "minCurrentA", "maxCurrentA", 1n))
            for (const evseKind of kinds) {
              const elapsedMs = BigInt(at) * 1000n;
              yield {
                clock,
                energyMilliWh,
                elapsedMs,
                chargingMs: elapsedMs,
                idleMs: elapsedMs,
                powerW,
                currentA,
                evseKind,
              };
            }
}

function* sampleClocks(restrictions: readonly Restrictions[]): Iterable<Moment["clock"]> {
  const edges = restrictions
    .flatMap(({ startTime, endTime }) => [startTime, endTime])
    .filter((time) => time !== undefined);
  const minutes = distinct([0, ...edges.map(minuteOf)]);
  const days = restrictions.some(({ daysOfWeek }) => daysOfWeek) ? WEEKDAYS : WEEKDAYS.slice(0, 1);
  const named = restrictions
    .flatMap(({ startDate, endDate }) => [startDate, endDate])
    .filter((date) => date !== undefined);
  for (const date of ["0001-01-01", ...new Set(named)])
    for (const weekday of days)
      for (const minuteOfDay of minutes) yield { date, weekday, minuteOfDay, secondOfDay: minuteOfDay * 60 };
}

function thresholds(
  restrictions: readonly Restrictions[],
  min: "minPowerKw" | "minCurrentA",
  max: "maxPowerKw" | "maxCurrentA",
  scale: bigint,
): Rational[] {
  const named = restrictions
    .flatMap((restriction) => [restriction[min], restriction[max]])
    .filter((value) => value !== undefined);
  return [ZERO, ...named.map((value) => mul(fromDecimal(value), rational(scale)))];
}

function gapFinding(kind: PriceKind, { clock, energyMilliWh, elapsedMs, powerW }: Moment): LintFinding {
  const twoDigits = (value: number) => String(value).padStart(2, "0");
  const time = `${twoDigits(Math.floor(clock.minuteOfDay / 60))}:${twoDigits(clock.minuteOfDay % 60)}`;
  // Time and idle fees that hold at some moments only are common and may be intended; a moment
  // without an energy price is always an error.
  return lintFinding("DIMENSION_GAP", kind === "ENERGY" ? "error" : "warning", "elements", {
    kind,
    weekday: clock.weekday,
    time,
    wattHours: String(energyMilliWh.num / (energyMilliWh.den * 1000n)),
    elapsedSeconds: String(elapsedMs / 1000n),
    powerW: powerW ? String(powerW.num / powerW.den) : "",
  });
}

function distinct(values: readonly number[]): number[] {
  return [...new Set(values)];
}

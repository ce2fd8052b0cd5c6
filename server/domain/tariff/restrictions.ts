import type { Decimal } from "@/server/domain/decimal";
import { type Rational, compare, fromDecimal, mul, rational } from "@/server/domain/exact";
import type { Restrictions } from "@/server/domain/tariff/tariff";
import { windowHolds } from "@/server/domain/tariff/windows";
import type { LocalClock } from "@/server/domain/zone";

/**
 * All inputs of a restriction at one instant of a session. Null means unknown and never matches.
 */
export type Moment = {
  clock: LocalClock;
  energyMilliWh: Rational;
  elapsedMs: bigint;
  chargingMs: bigint;
  idleMs: bigint;
  powerW: Rational | null;
  currentA: Rational | null;
  evseKind: "AC" | "DC" | null;
};

export type Condition = (moment: Moment) => boolean;

/** Compiles a restriction once, so that it can be checked at thousands of instants. */
export function compileRestrictions(restrictions: Restrictions): Condition {
  const { evseKind } = restrictions;
  const energy = range(restrictions.minKwh, restrictions.maxKwh, MILLI_WH_PER_KWH);
  const power = range(restrictions.minPowerKw, restrictions.maxPowerKw, W_PER_KW);
  const current = range(restrictions.minCurrentA, restrictions.maxCurrentA, rational(1n));
  const conditions: Condition[] = [
    ({ energyMilliWh }) => energy(energyMilliWh),
    ({ powerW }) => power(powerW),
    ({ currentA }) => current(currentA),
    ({ elapsedMs }) => within(elapsedMs, restrictions.minDurationS, restrictions.maxDurationS),
    ({ chargingMs }) => within(chargingMs, restrictions.minChargingS, restrictions.maxChargingS),
    ({ idleMs }) => within(idleMs, restrictions.minIdleS, restrictions.maxIdleS),
    (moment) => evseKind === undefined || evseKind === moment.evseKind,
    ({ clock }) => windowHolds(restrictions, clock),
  ];
  return (moment) => conditions.every((holds) => holds(moment));
}

/** The energies, in milli-watt-hours, at which a restriction starts or stops to hold. */
export function energyThresholds(restrictions: readonly Restrictions[]): Rational[] {
  return restrictions
    .flatMap(({ minKwh, maxKwh }) => [minKwh, maxKwh])
    .filter((kwh) => kwh !== undefined)
    .map((kwh) => mul(fromDecimal(kwh), MILLI_WH_PER_KWH));
}

const MILLI_WH_PER_KWH = rational(1_000_000n);
const W_PER_KW = rational(1_000n);

function range(
  min: Decimal | undefined,
  max: Decimal | undefined,
  scale: Rational,
): (value: Rational | null) => boolean {
  if (min === undefined && max === undefined) return () => true;
  const low = min === undefined ? null : mul(fromDecimal(min), scale);
  const high = max === undefined ? null : mul(fromDecimal(max), scale);
  return (value) =>
    value !== null && (low === null || compare(value, low) >= 0) && (high === null || compare(value, high) < 0);
}

function within(elapsedMs: bigint, minS: number | undefined, maxS: number | undefined): boolean {
  if (minS !== undefined && elapsedMs < BigInt(minS) * 1000n) return false;
  return maxS === undefined || elapsedMs < BigInt(maxS) * 1000n;
}

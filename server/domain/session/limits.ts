import type { MilliWh } from "@/server/domain/energy";
import { compare, fromDecimal, mul, rational, roundHalfUp } from "@/server/domain/exact";
import { inMinorUnits } from "@/server/domain/money";
import type { RatingTotals } from "@/server/domain/tariff/rating";
import type { MoneyLimit, TariffContent } from "@/server/domain/tariff/tariff";

export type LimitSource =
  | "TARIFF"
  | "DRIVER"
  | "PREPAID"
  | "PREAUTH"
  | "FLEET_POLICY"
  | "EMSP"
  | "STATION_UI"
  | "OPERATOR";

/** One party's wish about one session. `clampsBilling` means: whatever the charger does, nothing above it is payable. */
export type SessionLimit = {
  source: LimitSource;
  maxCost?: MoneyLimit;
  maxEnergyMilliWh?: MilliWh;
  maxDurationMs?: bigint;
  /** Whole percent of the battery. */
  maxSocPercent?: number;
  clampsBilling: boolean;
};

/** The lowest limit of each kind and who set it. Net and gross cannot be compared without a rate, so both are kept. */
export type EffectiveLimits = {
  maxCostGross: Sourced<MoneyLimit> | null;
  maxCostNet: Sourced<MoneyLimit> | null;
  maxEnergyMilliWh: Sourced<MilliWh> | null;
  maxDurationMs: Sourced<bigint> | null;
  maxSocPercent: Sourced<number> | null;
  /** The lowest money limit that clamps the bill: hand it to `rate`. */
  clamp: MoneyLimit | null;
};

export type Sourced<T> = { value: T; source: LimitSource };

export type LimitKind = "COST" | "ENERGY" | "TIME";

export function effectiveLimits(limits: readonly SessionLimit[]): EffectiveLimits {
  const cost = (side: MoneyLimit["side"], among = limits) =>
    lowest(among, ({ maxCost }) => (maxCost?.side === side ? maxCost : undefined), isLowerMoney);
  const clamping = limits.filter(({ clampsBilling }) => clampsBilling);
  return {
    maxCostGross: cost("GROSS"),
    maxCostNet: cost("NET"),
    maxEnergyMilliWh: lowest(limits, ({ maxEnergyMilliWh }) => maxEnergyMilliWh, isLower),
    maxDurationMs: lowest(limits, ({ maxDurationMs }) => maxDurationMs, isLower),
    maxSocPercent: lowest(limits, ({ maxSocPercent }) => maxSocPercent, isLower),
    clamp: (cost("GROSS", clamping) ?? cost("NET", clamping))?.value ?? null,
  };
}

/** Which limits a running session has reached. Reaching is not passing: at the limit the session stops. */
export function reachedLimits(limits: EffectiveLimits, totals: RatingTotals, currency: string): LimitKind[] {
  const isReached = (limit: Sourced<MoneyLimit> | null, minor: bigint) =>
    limit !== null && compare(rational(minor), inMinorUnits(fromDecimal(limit.value.amount), currency)) >= 0;
  const kinds: LimitKind[] = [];
  if (isReached(limits.maxCostGross, totals.grossMinor) || isReached(limits.maxCostNet, totals.netMinor))
    kinds.push("COST");
  if (limits.maxEnergyMilliWh && totals.energyMilliWh >= limits.maxEnergyMilliWh.value) kinds.push("ENERGY");
  if (limits.maxDurationMs && totals.durationMs >= limits.maxDurationMs.value) kinds.push("TIME");
  return kinds;
}

/** The tariff's own default limits in the form of any other. */
export function tariffLimit({ defaultLimits = {} }: Pick<TariffContent, "defaultLimits">): SessionLimit {
  const { maxCost, maxEnergyKwh, maxDurationSeconds } = defaultLimits;
  return {
    source: "TARIFF",
    ...(maxCost && { maxCost }),
    ...(maxEnergyKwh !== undefined && {
      maxEnergyMilliWh: roundHalfUp(mul(fromDecimal(maxEnergyKwh), rational(1_000_000n))),
    }),
    ...(maxDurationSeconds !== undefined && { maxDurationMs: BigInt(maxDurationSeconds) * 1000n }),
    clampsBilling: maxCost !== undefined,
  };
}

/** Whether the money limit covers at least what every session costs: the highest flat fee and the minimum price. */
export function coversStart(limit: MoneyLimit, tariff: TariffContent): boolean {
  const flats = tariff.elements
    .filter(({ restrictions }) => restrictions?.reservation === undefined)
    .flatMap(({ components }) =>
      components.filter(({ kind }) => kind === "FLAT").map(({ price }) => fromDecimal(price)),
    );
  const dearest = flats.reduce((most, price) => (compare(price, most) > 0 ? price : most), rational(0n));
  const minimum = limit.side === "NET" ? tariff.minPrice?.net : tariff.minPrice?.gross;
  const amount = fromDecimal(limit.amount);
  return compare(amount, dearest) >= 0 && (minimum === undefined || compare(amount, fromDecimal(minimum)) >= 0);
}

function lowest<T>(
  limits: readonly SessionLimit[],
  pick: (limit: SessionLimit) => T | undefined,
  isBelow: (a: T, b: T) => boolean,
): Sourced<T> | null {
  return limits.reduce<Sourced<T> | null>((best, limit) => {
    const value = pick(limit);
    if (value === undefined || (best !== null && !isBelow(value, best.value))) return best;
    return { value, source: limit.source };
  }, null);
}

function isLower(a: bigint | number, b: bigint | number): boolean {
  return a < b;
}

function isLowerMoney(a: MoneyLimit, b: MoneyLimit): boolean {
  return compare(fromDecimal(a.amount), fromDecimal(b.amount)) < 0;
}

import type { Decimal } from "@/server/domain/decimal";
import type { MilliWh } from "@/server/domain/energy";
import type { Rational } from "@/server/domain/exact";
import type { Finding } from "@/server/domain/metering/finding";
import type { PriceKind, PriceSide, PriceUnit } from "@/server/domain/tariff/tariff";
import type { SessionState } from "@/server/domain/metering/timeline";

/**
 * A rated session. Amounts named `…Minor` are rounded once and final; `…Exact` are unrounded, in
 * whole currency units.
 */
export type RatingResult = {
  currency: string;
  anchor: PriceSide;
  periods: readonly RatedPeriod[];
  adjustments: readonly Adjustment[];
  taxGroups: readonly TaxGroup[];
  /** The rows of the driver's receipt; they add up to the totals exactly. */
  components: readonly ComponentAmount[];
  totals: RatingTotals;
  findings: readonly Finding[];
};

/**
 * A period of one state under one set of prices. Bounds are rounded to milliseconds; `dims` hold
 * the exact quantities.
 */
export type RatedPeriod = {
  fromMs: bigint;
  toMs: bigint;
  state: SessionState | "RESERVED";
  energyMilliWh: MilliWh;
  dims: readonly RatedDimension[];
  /** The kinds of price that cost nothing in this period, each with the reason. */
  unpriced: readonly { kind: PriceKind; because: Reason }[];
};

/**
 * Quantity is milli-watt-hours for ENERGY, milliseconds for TIME and PARKING, 1 for FLAT; cost is
 * on the price side.
 */
export type RatedDimension = {
  kind: PriceKind;
  quantity: Rational;
  price: Decimal;
  per: PriceUnit;
  vatPercent: Decimal;
  elementIndex: number;
  componentIndex: number;
  because: Reason;
  costExact: Rational;
};

/**
 * A reason that the portal shows in the reader's language. Params are the author's own values, such
 * as "22:00".
 */
export type Reason = { code: ReasonCode; params: Record<string, string> };

export type ReasonCode =
  | "ALWAYS"
  | "RESTRICTED"
  | "RESERVATION"
  | "IDLE_GRACE"
  | "PAUSED_BY_STATION"
  | "STATE_UNKNOWN"
  | "NO_COMPONENT"
  | "NO_ENERGY"
  | "STARTED_STEP"
  | "ABOVE_IDLE_CAP"
  | "BELOW_MINIMUM"
  | "ABOVE_MAXIMUM"
  | "ABOVE_LIMIT";

/** A signed correction made after the periods were priced, in a row of its own. */
export type Adjustment = {
  kind: AdjustmentKind;
  component: ComponentKind;
  vatPercent: Decimal;
  netExact: Rational;
  grossExact: Rational;
  because: Reason;
};

export type AdjustmentKind = "STEP" | "IDLE_CAP" | "PRICE_FLOOR" | "PRICE_CAP" | "LIMIT_WRITEOFF";

/** Rows of a receipt. ADJUSTMENT holds minimum price, cap and limit write-off. */
export type ComponentKind = PriceKind | "RESERVATION" | "ADJUSTMENT";

export type TaxGroup = { vatPercent: Decimal; netMinor: bigint; taxMinor: bigint; grossMinor: bigint };

export type ComponentAmount = TaxGroup & { kind: ComponentKind };

export type RatingTotals = {
  netMinor: bigint;
  taxMinor: bigint;
  grossMinor: bigint;
  netExact: Rational;
  grossExact: Rational;
  energyMilliWh: MilliWh;
  durationMs: bigint;
  chargingMs: bigint;
  idleMs: bigint;
  pausedMs: bigint;
  unknownMs: bigint;
  reservedMs: bigint;
};

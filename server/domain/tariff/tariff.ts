import type { Decimal } from "@/server/domain/decimal";
import type { Weekday } from "@/server/domain/zone";

/** The price side, rounded first: GROSS is what a driver was shown, NET is what a contract says. */
export type PriceSide = "GROSS" | "NET";

export type PriceKind = "ENERGY" | "TIME" | "PARKING" | "FLAT";

export type PriceUnit = "KWH" | "HOUR" | "MINUTE" | "SESSION";

/**
 * Safe to keep as JSON: decimals are canonical text, nothing is a Date or a bigint, absent means
 * absent.
 */
export type TariffContent = {
  currency: string;
  anchor: PriceSide;
  elements: TariffElement[];
  minPrice?: PriceLimit;
  maxPrice?: PriceLimit;
  idle: IdlePolicy;
  pausePolicy: PausePolicy;
  /** No flat fee when no energy flowed. */
  waiveFlatIfNoEnergy?: boolean;
  defaultLimits?: DefaultLimits;
  /** Text shown to the driver, by language tag. */
  displayText?: Record<string, string>;
};

/**
 * A list of prices and when they hold. The first element that matches wins, for each kind of price
 * on its own.
 */
export type TariffElement = { restrictions?: Restrictions; components: PriceComponent[] };

export type PriceComponent = {
  kind: PriceKind;
  price: Decimal;
  /**
   * The author's unit, kept as written: ENERGY per KWH, TIME and PARKING per HOUR or MINUTE, FLAT
   * per SESSION.
   */
  per: PriceUnit;
  /**
   * Wh or seconds a started step costs in full; 0 and 1 bill exactly. Larger steps are imported
   * legacy only.
   */
  stepSize: number;
  vatPercent: Decimal;
};

/** All given conditions must hold at the instant. Minimums are inclusive, maximums exclusive. */
export type Restrictions = {
  /**
   * "HH:MM" on the wall clock of the charge point. End 00:00 is end of day; an end before the start
   * wraps; equal is the whole day.
   */
  startTime?: string;
  endTime?: string;
  /** "YYYY-MM-DD" on the wall clock of the charge point; the end date is not included. */
  startDate?: string;
  endDate?: string;
  daysOfWeek?: Weekday[];
  /** Energy delivered since the session started. */
  minKwh?: Decimal;
  maxKwh?: Decimal;
  minPowerKw?: Decimal;
  maxPowerKw?: Decimal;
  minCurrentA?: Decimal;
  maxCurrentA?: Decimal;
  /** Seconds since the session started, charging or not. */
  minDurationS?: number;
  maxDurationS?: number;
  minChargingS?: number;
  maxChargingS?: number;
  minIdleS?: number;
  maxIdleS?: number;
  evseKind?: "AC" | "DC";
  /**
   * Prices of a reservation instead of a session; EXPIRES wins over RESERVATION for one that ran
   * out unused.
   */
  reservation?: "RESERVATION" | "RESERVATION_EXPIRES";
};

export type PriceLimit = { net?: Decimal; gross?: Decimal };

/**
 * PARKING is charged once the vehicle has been idle longer than the grace time; each idle stretch
 * has its own grace.
 */
export type IdlePolicy = { graceSeconds: number; capGross?: Decimal };

/**
 * How time is charged while the charge point itself holds back power. The driver is not at fault:
 * UNBILLED by default.
 */
export type PausePolicy = "UNBILLED" | "AS_TIME" | "AS_PARKING";

export type DefaultLimits = {
  maxCost?: MoneyLimit;
  maxEnergyKwh?: Decimal;
  maxDurationSeconds?: number;
  /** Whether the money limit includes idle fees. */
  countsIdle?: boolean;
};

export type MoneyLimit = { amount: Decimal; side: PriceSide };

/** A tariff without a single price: a starting point for the editor, refused by the linter. */
export function emptyTariff(currency: string, anchor: PriceSide): TariffContent {
  return { currency, anchor, elements: [], idle: { graceSeconds: 0 }, pausePolicy: "UNBILLED" };
}

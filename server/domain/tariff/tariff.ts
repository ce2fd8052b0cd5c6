import type { Decimal } from "@/server/domain/decimal";
import type { Weekday } from "@/server/domain/zone";

/**
 * The side that is rounded first: GROSS prices are shown to drivers, NET prices stand in contracts.
 */
export type PriceSide = "GROSS" | "NET";

export type PriceKind = "ENERGY" | "TIME" | "PARKING" | "FLAT";

export type PriceUnit = "KWH" | "HOUR" | "MINUTE" | "SESSION";

/**
 * Safe as JSON: decimals are canonical text, there is no Date and no bigint, an absent key is
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
 * Prices and the conditions under which they hold. The first element that matches wins, for each
 * kind of price on its own.
 */
export type TariffElement = { restrictions?: Restrictions; components: PriceComponent[] };

export type PriceComponent = {
  kind: PriceKind;
  price: Decimal;
  /**
   * The author's unit, stored as written: ENERGY per KWH, TIME and PARKING per HOUR or MINUTE, FLAT
   * per SESSION.
   */
  per: PriceUnit;
  /**
   * Wh or seconds; a started step is charged in full. 0 and 1 bill exactly; larger steps occur in
   * imported tariffs only.
   */
  stepSize: number;
  vatPercent: Decimal;
};

/** All given conditions must hold at the instant. Minimums are inclusive, maximums exclusive. */
export type Restrictions = {
  /**
   * "HH:MM" on the wall clock of the charge point. End 00:00 is end of day; an end before the start
   * wraps past midnight; equal times are the whole day.
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
   * Prices of a reservation instead of a session; EXPIRES wins over RESERVATION for a reservation
   * that expired unused.
   */
  reservation?: "RESERVATION" | "RESERVATION_EXPIRES";
};

export type PriceLimit = { net?: Decimal; gross?: Decimal };

/**
 * PARKING is charged once the vehicle is idle longer than the grace time; each uninterrupted idle
 * time has its own grace.
 */
export type IdlePolicy = { graceSeconds: number; capGross?: Decimal };

/**
 * Pricing of time during which the charge point holds back power. UNBILLED by default, because the
 * driver does not cause it.
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

/** A tariff without any price: a starting point for the editor, refused by the linter. */
export function emptyTariff(currency: string, anchor: PriceSide): TariffContent {
  return { currency, anchor, elements: [], idle: { graceSeconds: 0 }, pausePolicy: "UNBILLED" };
}

import { type Rational, ZERO, add, div, fromDecimal, mul, rational } from "@/server/domain/exact";
import { withVat, withoutVat } from "@/server/domain/money";
import type { Decimal } from "@/server/domain/decimal";
import type { Offer } from "@/server/domain/tariff/price-book";
import type { Adjustment, ComponentKind, RatedDimension } from "@/server/domain/tariff/rating";
import type { MoneyLimit, PriceComponent, PriceSide, PriceUnit, TariffContent } from "@/server/domain/tariff/tariff";
import type { ChargingPeriod } from "@/server/domain/tariff/charging-periods";

/** A bill before rounding: exact amounts, net and gross of every row. */
export type Bill = { charges: readonly Charge[]; adjustments: readonly Adjustment[] };

/** One price applied to one charging period. */
export type Charge = Amount & {
  periodIndex: number;
  component: ComponentKind;
  dimension: RatedDimension;
  stepSize: number;
};

export type Amount = { net: Rational; gross: Rational };

/** Input of the rating steps: the session cut into charging periods, reserved time first. */
export type RatingContext = { tariff: TariffContent; periods: readonly ChargingPeriod[]; limit: MoneyLimit | null };

/** One named step from the bill so far to the next. */
export type RatingStep = (bill: Bill, context: RatingContext) => Bill;

export const EMPTY_BILL: Bill = { charges: [], adjustments: [] };

/** Prices a quantity (milli-watt-hours, milliseconds or 1) by an offer. */
export function charge(
  periodIndex: number,
  component: ComponentKind,
  offer: Offer,
  quantity: Rational,
  priceSide: PriceSide,
): Charge {
  const { kind, price, per, vatPercent, stepSize } = offer.component;
  const costExact = mul(unitPrice(offer.component), quantity);
  const { elementIndex, componentIndex, because } = offer;
  const dimension = { kind, quantity, price, per, vatPercent, elementIndex, componentIndex, because, costExact };
  return { periodIndex, component, dimension, stepSize, ...bothSides(costExact, vatPercent, priceSide) };
}

/** Price of one milli-watt-hour, one millisecond or one session. */
export function unitPrice({ price, per }: Pick<PriceComponent, "price" | "per">): Rational {
  return div(fromDecimal(price), SMALL_UNITS_PER[per]);
}

const SMALL_UNITS_PER: Record<PriceUnit, Rational> = {
  KWH: rational(1_000_000n),
  HOUR: rational(3_600_000n),
  MINUTE: rational(60_000n),
  SESSION: rational(1n),
};

export function bothSides(amount: Rational, vatPercent: Decimal, priceSide: PriceSide): Amount {
  const vat = fromDecimal(vatPercent);
  return priceSide === "NET"
    ? { net: amount, gross: withVat(amount, vat) }
    : { net: withoutVat(amount, vat), gross: amount };
}

/** A charge or an adjustment, reduced to what sums need. */
export type BillRow = Amount & { component: ComponentKind; vatPercent: Decimal };

export function rowsOf({ charges, adjustments }: Bill): BillRow[] {
  return [
    ...charges.map(({ component, dimension, net, gross }) => ({
      component,
      vatPercent: dimension.vatPercent,
      net,
      gross,
    })),
    ...adjustments.map(({ component, vatPercent, netExact, grossExact }) => ({
      component,
      vatPercent,
      net: netExact,
      gross: grossExact,
    })),
  ];
}

export function totalOf(amounts: readonly Amount[]): Amount {
  return amounts.reduce((total, { net, gross }) => ({ net: add(total.net, net), gross: add(total.gross, gross) }), {
    net: ZERO,
    gross: ZERO,
  });
}

export function byVat<T extends { vatPercent: Decimal }>(rows: readonly T[]): Map<Decimal, T[]> {
  const groups = new Map<Decimal, T[]>();
  for (const row of rows) groups.set(row.vatPercent, [...(groups.get(row.vatPercent) ?? []), row]);
  return groups;
}

import { type Rational, ZERO, compare, div, fromDecimal, isZero, mul, sub } from "@/server/domain/exact";
import { withVat, withoutVat } from "@/server/domain/money";
import {
  type Amount,
  type Bill,
  type BillRow,
  type RatingStep,
  byVat,
  rowsOf,
  totalOf,
} from "@/server/domain/tariff/bill";
import { type Bound, ceilingOf, floorOf, priceLimitOf } from "@/server/domain/tariff/bounds";
import type { Adjustment, AdjustmentKind, Reason } from "@/server/domain/tariff/rating";
import type { TariffContent } from "@/server/domain/tariff/tariff";

/**
 * Idle fees end at the tariff's cap. The cap is always gross, because drivers are shown gross
 * amounts.
 */
export const capIdle: RatingStep = (bill, { tariff }) => {
  const { capGross } = tariff.idle;
  if (capGross === undefined) return bill;
  const idle = rowsOf(bill).filter((row) => row.component === "PARKING");
  const reason: Reason = { code: "ABOVE_IDLE_CAP", params: { capGross } };
  const bound = ceilingOf({ currency: tariff.currency, maxPrice: { gross: capGross } });
  return adjustToBound(bill, tariff, idle, bound, "IDLE_CAP", reason);
};

export const applyMinimum: RatingStep = (bill, { tariff }) =>
  adjustToBound(bill, tariff, rowsOf(bill), floorOf(tariff), "PRICE_FLOOR", {
    code: "BELOW_MINIMUM",
    params: { ...tariff.minPrice },
  });

export const applyMaximum: RatingStep = (bill, { tariff }) =>
  adjustToBound(bill, tariff, rowsOf(bill), ceilingOf(tariff), "PRICE_CAP", {
    code: "ABOVE_MAXIMUM",
    params: { ...tariff.maxPrice },
  });

/** The billing clamp: the operator, not the driver, pays for energy delivered after a late stop. */
export const writeOffAboveLimit: RatingStep = (bill, { tariff, limit }) => {
  if (!limit) return bill;
  const bound = ceilingOf({ currency: tariff.currency, maxPrice: priceLimitOf(limit) });
  return adjustToBound(bill, tariff, rowsOf(bill), bound, "LIMIT_WRITEOFF", {
    code: "ABOVE_LIMIT",
    params: { ...limit },
  });
};

/**
 * Moves the rows to the bound where they exceed it, spread over the tax groups in proportion. Each
 * side has its own bound; a side within its bound follows the other, so that the tax still matches
 * the rates.
 */
function adjustToBound(
  bill: Bill,
  tariff: TariffContent,
  rows: readonly BillRow[],
  bound: Bound,
  kind: AdjustmentKind,
  because: Reason,
): Bill {
  const total = totalOf(rows);
  const isBeyond = (value: Rational, limit: Rational | null) =>
    limit !== null && compare(value, limit) === (kind === "PRICE_FLOOR" ? -1 : 1);
  const net = isBeyond(total.net, bound.net) ? bound.net : null;
  const gross = isBeyond(total.gross, bound.gross) ? bound.gross : null;
  if (net === null && gross === null) return bill;
  const adjustments = spread(rows, total, { net, gross }, tariff).map(
    ({ vatPercent, amount }): Adjustment => ({
      kind,
      component: kind === "IDLE_CAP" ? "PARKING" : "ADJUSTMENT",
      vatPercent,
      netExact: amount.net,
      grossExact: amount.gross,
      because,
    }),
  );
  return { ...bill, adjustments: [...bill.adjustments, ...adjustments] };
}

function spread(rows: readonly BillRow[], total: Amount, target: Bound, tariff: TariffContent) {
  if (isZero(total.net)) {
    const vatPercent = vatOfEnergy(tariff);
    return [{ vatPercent, amount: targetAmount(target, fromDecimal(vatPercent)) }];
  }
  const netFactor = growth(target.net, total.net) ?? growth(target.gross, total.gross) ?? ZERO;
  const grossFactor = growth(target.gross, total.gross) ?? netFactor;
  return [...byVat(rows)].map(([vatPercent, group]) => {
    const { net, gross } = totalOf(group);
    return { vatPercent, amount: { net: mul(net, netFactor), gross: mul(gross, grossFactor) } };
  });
}

/** The factor by which the value must grow, relative to itself: −1/2 halves it. */
function growth(target: Rational | null, value: Rational): Rational | null {
  return target === null ? null : div(sub(target, value), value);
}

function targetAmount({ net, gross }: Bound, vat: Rational): Amount {
  return { net: net ?? withoutVat(gross ?? ZERO, vat), gross: gross ?? withVat(net ?? ZERO, vat) };
}

/** A minimum price on a bill without charges is taxed like energy (billing rule N5). */
function vatOfEnergy({ elements }: TariffContent): string {
  const components = elements.flatMap((element) => element.components);
  return (components.find(({ kind }) => kind === "ENERGY") ?? components[0])?.vatPercent ?? "0";
}

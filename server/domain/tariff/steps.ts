import { type Rational, ceil, div, isZero, mul, rational, sub, sum } from "@/server/domain/exact";
import { type Charge, type RatingStep, bothSides, unitPrice } from "@/server/domain/tariff/bill";
import type { Adjustment, ComponentKind } from "@/server/domain/tariff/rating";
import type { PriceSide } from "@/server/domain/tariff/tariff";

/**
 * OCPI step_size, for imported tariffs only. Energy is rounded up once on the session's total, and
 * so is time: idle time absorbs the step if any was charged, otherwise charging time does. Reserved
 * time is rounded on its own. The last price charged gives the step and the price of the surplus.
 * Steps of 0 and 1 bill exactly.
 */
export const roundUpSteps: RatingStep = (bill, { tariff }) => {
  const chargesOf = (component: ComponentKind) =>
    bill.charges.filter((entry) => entry.component === component && entry.dimension.kind !== "FLAT");
  const parking = chargesOf("PARKING");
  const groups = [chargesOf("ENERGY"), parking.length > 0 ? parking : chargesOf("TIME"), chargesOf("RESERVATION")];
  const surpluses = groups.map((charges) => surplusOf(charges, tariff.anchor)).filter((surplus) => surplus !== null);
  return { ...bill, adjustments: [...bill.adjustments, ...surpluses] };
};

function surplusOf(charges: readonly Charge[], priceSide: PriceSide): Adjustment | null {
  const last = charges.at(-1);
  const step = last ? stepOf(last) : null;
  if (!last || !step) return null;
  const total = sum(charges.map(({ dimension }) => dimension.quantity));
  const surplus = sub(mul(rational(ceil(div(total, step))), step), total);
  if (isZero(surplus)) return null;
  const { net, gross } = bothSides(mul(unitPrice(last.dimension), surplus), last.dimension.vatPercent, priceSide);
  return {
    kind: "STEP",
    component: last.component,
    vatPercent: last.dimension.vatPercent,
    netExact: net,
    grossExact: gross,
    because: { code: "STARTED_STEP", params: { stepSize: String(last.stepSize) } },
  };
}

/** The step in units of the quantity: milli-watt-hours for Wh, milliseconds for seconds. */
function stepOf({ stepSize }: Charge): Rational | null {
  return stepSize > 1 ? rational(BigInt(stepSize) * 1000n) : null;
}

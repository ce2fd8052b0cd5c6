import { isZero, sub } from "@/server/domain/exact";
import { type RatingStep, charge } from "@/server/domain/tariff/bill";

/** Idle time after the grace time; the stretches already know where the grace ended. */
export const priceIdle: RatingStep = (bill, { tariff, periods }) => {
  const charges = periods.flatMap((period, index) => {
    const offer = period.applicablePrices.PARKING;
    const quantity = sub(period.to, period.from);
    return offer && !isZero(quantity) ? [charge(index, "PARKING", offer, quantity, tariff.anchor)] : [];
  });
  return { ...bill, charges: [...bill.charges, ...charges] };
};

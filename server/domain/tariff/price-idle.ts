import { isZero, sub } from "@/server/domain/exact";
import { type RatingStep, charge } from "@/server/domain/tariff/bill";

/** Prices idle time after the grace time; the charging periods already end where the grace ends. */
export const priceIdle: RatingStep = (bill, { tariff, periods }) => {
  const charges = periods.flatMap((period, index) => {
    const offer = period.applicablePrices.PARKING;
    const quantity = sub(period.to, period.from);
    return offer && !isZero(quantity) ? [charge(index, "PARKING", offer, quantity, tariff.anchor)] : [];
  });
  return { ...bill, charges: [...bill.charges, ...charges] };
};

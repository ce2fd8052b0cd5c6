import { isZero, sub } from "@/server/domain/exact";
import { type RatingStep, charge } from "@/server/domain/tariff/bill";

/**
 * Energy is charged in every session state, because delivered energy is owed whatever the state.
 */
export const priceEnergy: RatingStep = (bill, { tariff, periods }) => {
  const charges = periods.flatMap((period, index) => {
    const offer = period.applicablePrices.ENERGY;
    const quantity = sub(period.energyTo, period.energyFrom);
    return offer && !isZero(quantity) ? [charge(index, "ENERGY", offer, quantity, tariff.anchor)] : [];
  });
  return { ...bill, charges: [...bill.charges, ...charges] };
};

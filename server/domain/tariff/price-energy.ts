import { isZero, sub } from "@/server/domain/exact";
import { type Step, charge } from "@/server/domain/tariff/bill";

/** Energy is charged wherever it flowed, whatever the state: a kilowatt-hour delivered is a kilowatt-hour. */
export const priceEnergy: Step = (bill, { tariff, stretches }) => {
  const charges = stretches.flatMap((stretch, index) => {
    const offer = stretch.picks.ENERGY;
    const quantity = sub(stretch.energyTo, stretch.energyFrom);
    return offer && !isZero(quantity) ? [charge(index, "ENERGY", offer, quantity, tariff.anchor)] : [];
  });
  return { ...bill, charges: [...bill.charges, ...charges] };
};

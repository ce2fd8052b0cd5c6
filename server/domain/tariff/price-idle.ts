import { isZero, sub } from "@/server/domain/exact";
import { type Step, charge } from "@/server/domain/tariff/bill";

/** Idle time after the grace time; the stretches already know where the grace ended. */
export const priceIdle: Step = (bill, { tariff, stretches }) => {
  const charges = stretches.flatMap((stretch, index) => {
    const offer = stretch.picks.PARKING;
    const quantity = sub(stretch.to, stretch.from);
    return offer && !isZero(quantity) ? [charge(index, "PARKING", offer, quantity, tariff.anchor)] : [];
  });
  return { ...bill, charges: [...bill.charges, ...charges] };
};

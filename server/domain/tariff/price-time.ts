import { isZero, sub } from "@/server/domain/exact";
import { type Step, charge } from "@/server/domain/tariff/bill";

/** Charging time and reserved time: elapsed time, never a difference of wall clocks. */
export const priceTime: Step = (bill, { tariff, stretches }) => {
  const charges = stretches.flatMap((stretch, index) => {
    const offer = stretch.picks.TIME;
    const quantity = sub(stretch.to, stretch.from);
    const component = stretch.state === "RESERVED" ? "RESERVATION" : "TIME";
    return offer && !isZero(quantity) ? [charge(index, component, offer, quantity, tariff.anchor)] : [];
  });
  return { ...bill, charges: [...bill.charges, ...charges] };
};

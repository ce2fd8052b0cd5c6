import { isZero, sub } from "@/server/domain/exact";
import { type RatingStep, charge } from "@/server/domain/tariff/bill";

/** Prices charging time and reserved time by elapsed time, never by a difference of wall clocks. */
export const priceTime: RatingStep = (bill, { tariff, periods }) => {
  const charges = periods.flatMap((period, index) => {
    const offer = period.applicablePrices.TIME;
    const quantity = sub(period.to, period.from);
    const component = period.state === "RESERVED" ? "RESERVATION" : "TIME";
    return offer && !isZero(quantity) ? [charge(index, component, offer, quantity, tariff.anchor)] : [];
  });
  return { ...bill, charges: [...bill.charges, ...charges] };
};

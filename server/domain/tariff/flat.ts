import { ONE } from "@/server/domain/exact";
import { type Charge, type RatingStep, type RatingContext, charge } from "@/server/domain/tariff/bill";
import type { ChargingPeriod } from "@/server/domain/tariff/charging-periods";

/**
 * A flat fee is charged once per session, at the first instant it matches, and once per
 * reservation.
 */
export const addFlatFee: RatingStep = (bill, context) => ({
  ...bill,
  charges: [
    ...bill.charges,
    ...firstFlat(context, "RESERVATION", ({ state }) => state === "RESERVED"),
    ...firstFlat(context, "FLAT", ({ state }) => state !== "RESERVED"),
  ],
});

function firstFlat(
  { tariff, periods }: RatingContext,
  component: "FLAT" | "RESERVATION",
  belongs: (period: ChargingPeriod) => boolean,
): Charge[] {
  const index = periods.findIndex((period) => belongs(period) && period.flat !== undefined);
  const offer = periods[index]?.flat;
  return offer ? [charge(index, component, offer, ONE, tariff.anchor)] : [];
}

import { ONE } from "@/server/domain/exact";
import { type Charge, type Step, type Visit, charge } from "@/server/domain/tariff/bill";
import type { Stretch } from "@/server/domain/tariff/stretches";

/** Once per session, at the first instant a flat fee matches; and once per reservation. */
export const addFlatFee: Step = (bill, visit) => ({
  ...bill,
  charges: [
    ...bill.charges,
    ...firstFlat(visit, "RESERVATION", ({ state }) => state === "RESERVED"),
    ...firstFlat(visit, "FLAT", ({ state }) => state !== "RESERVED"),
  ],
});

function firstFlat(
  { tariff, stretches }: Visit,
  component: "FLAT" | "RESERVATION",
  belongs: (stretch: Stretch) => boolean,
): Charge[] {
  const index = stretches.findIndex((stretch) => belongs(stretch) && stretch.flat !== undefined);
  const offer = stretches[index]?.flat;
  return offer ? [charge(index, component, offer, ONE, tariff.anchor)] : [];
}

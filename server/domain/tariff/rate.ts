import { floor, roundHalfUp } from "@/server/domain/exact";
import { type Bill, EMPTY_BILL, type RatingStep, rowsOf, totalOf } from "@/server/domain/tariff/bill";
import { minorBounds } from "@/server/domain/tariff/bounds";
import { applyMaximum, applyMinimum, capIdle, writeOffAboveLimit } from "@/server/domain/tariff/cap";
import type { Finding } from "@/server/domain/metering/finding";
import { addFlatFee } from "@/server/domain/tariff/flat";
import { priceEnergy } from "@/server/domain/tariff/price-energy";
import { priceIdle } from "@/server/domain/tariff/price-idle";
import { priceTime } from "@/server/domain/tariff/price-time";
import { type PriceBook, allOffers, openPriceBook } from "@/server/domain/tariff/price-book";
import type { RatedPeriod, RatingResult, RatingTotals, TaxGroup } from "@/server/domain/tariff/rating";
import type { RatingInput } from "@/server/domain/tariff/rating-input";
import { reservedPeriods } from "@/server/domain/tariff/reservation";
import { roundBill } from "@/server/domain/tariff/round-bill";
import { roundUpSteps } from "@/server/domain/tariff/steps";
import { type ChargingPeriod, cutIntoChargingPeriods } from "@/server/domain/tariff/charging-periods";
import type { SessionState } from "@/server/domain/metering/timeline";

const RATING_STEPS: readonly RatingStep[] = [
  priceEnergy,
  priceTime,
  priceIdle,
  addFlatFee,
  roundUpSteps,
  capIdle,
  applyMinimum,
  applyMaximum,
  writeOffAboveLimit,
];

/**
 * Rates a session: one pure function for the preview, the running cost and the charge record.
 * Amounts are exact until `roundBill`.
 * @throws RangeError on a tariff the linter refuses (unreadable decimal, unknown zone or currency)
 */
export function rate(input: RatingInput): RatingResult {
  const { tariff, reservation, limit = null } = input;
  const book = openPriceBook(tariff);
  const tookPlace = reservation === undefined || reservation.outcome === "USED";
  const periods = [...reservedPeriods(input, book), ...(tookPlace ? cutIntoChargingPeriods(input, book.session) : [])];
  const bill = RATING_STEPS.reduce((soFar, step) => step(soFar, { tariff, periods, limit }), EMPTY_BILL);
  const { taxGroups, components } = roundBill(bill, tariff.currency, tariff.anchor, minorBounds(tariff, limit));
  return {
    currency: tariff.currency,
    anchor: tariff.anchor,
    periods: periods.map((period, index) => ratedPeriod(period, index, bill)),
    adjustments: bill.adjustments,
    taxGroups,
    components,
    totals: totals(input, bill, taxGroups),
    findings: [...input.timeline.findings, ...(tookPlace ? priceFindings(input, book, periods) : [])],
  };
}

function ratedPeriod(
  { from, to, energyFrom, energyTo, state, unpriced }: ChargingPeriod,
  index: number,
  bill: Bill,
): RatedPeriod {
  return {
    fromMs: roundHalfUp(from),
    toMs: roundHalfUp(to),
    state,
    energyMilliWh: roundHalfUp(energyTo) - roundHalfUp(energyFrom),
    dims: bill.charges.filter(({ periodIndex }) => periodIndex === index).map(({ dimension }) => dimension),
    unpriced,
  };
}

function totals({ timeline, reservation }: RatingInput, bill: Bill, groups: readonly TaxGroup[]): RatingTotals {
  const exact = totalOf(rowsOf(bill));
  const add = (amount: (group: TaxGroup) => bigint) => groups.reduce((total, group) => total + amount(group), 0n);
  const durationIn = (state: SessionState) =>
    timeline.states
      .filter((span) => span.state === state)
      .reduce((total, { fromMs, toMs }) => total + toMs - fromMs, 0n);
  return {
    netMinor: add(({ netMinor }) => netMinor),
    taxMinor: add(({ taxMinor }) => taxMinor),
    grossMinor: add(({ grossMinor }) => grossMinor),
    netExact: exact.net,
    grossExact: exact.gross,
    energyMilliWh: timeline.curvePoints.at(-1)?.milliWh ?? 0n,
    durationMs: timeline.endMs - timeline.startMs,
    chargingMs: durationIn("CHARGING"),
    idleMs: durationIn("IDLE_EV"),
    pausedMs: durationIn("PAUSED_EVSE"),
    unknownMs: durationIn("UNKNOWN"),
    reservedMs: reservation ? reservation.toMs - reservation.fromMs : 0n,
  };
}

/** A missing price is reported, never charged as a silent zero. */
function priceFindings({ loads }: RatingInput, book: PriceBook, periods: readonly ChargingPeriod[]): Finding[] {
  const offers = allOffers(book.session);
  if (offers.length === 0) return [{ code: "EMPTY_TARIFF", severity: "hold", data: {} }];
  const findings: Finding[] = [];
  const hasCurrentRestriction = offers.some(({ restrictions }) => restrictions.minCurrentA ?? restrictions.maxCurrentA);
  if (hasCurrentRestriction && !loads?.some(({ currentA }) => currentA !== undefined)) {
    findings.push({ code: "CURRENT_UNKNOWN", severity: "warning", data: {} });
  }
  for (const kind of ["ENERGY", "TIME", "PARKING"] as const) {
    const gaps = periods.filter(({ unpriced }) =>
      unpriced.some((entry) => entry.kind === kind && entry.because.code === "NO_COMPONENT"),
    );
    const [first, last] = [gaps[0], gaps.at(-1)];
    if (!first || !last) continue;
    const data = {
      kind,
      fromMs: String(floor(first.from)),
      toMs: String(floor(last.to)),
      periods: String(gaps.length),
    };
    // A time or idle fee that holds at some moments only is common; energy without any price is
    // probably a mistake.
    findings.push({ code: "NO_COMPONENT", severity: kind === "ENERGY" ? "warning" : "info", data });
  }
  return findings;
}

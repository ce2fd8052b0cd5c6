import { ZERO, rational } from "@/server/domain/exact";
import { type OffersByKind, type PriceBook, allOffers, firstOffer } from "@/server/domain/tariff/price-book";
import type { RatingInput, ReservationUse } from "@/server/domain/tariff/rating-input";
import type { Moment } from "@/server/domain/tariff/restrictions";
import { type ChargingPeriod, joinEqualPeriods } from "@/server/domain/tariff/charging-periods";
import { windowEdges } from "@/server/domain/tariff/windows";
import { localClock } from "@/server/domain/zone";

/**
 * The reserved time before the session with its prices; durations count from the start of the
 * reservation.
 */
export function reservedPeriods(input: RatingInput, book: PriceBook): ChargingPeriod[] {
  const { reservation } = input;
  if (!reservation) return [];
  const offers = reservation.outcome === "EXPIRED" ? book.expiredReservation : book.reservation;
  const edges = [...cutInstants(reservation, offers, input.timeZone), reservation.toMs];
  let fromMs = reservation.fromMs;
  const periods: ChargingPeriod[] = [];
  for (const toMs of edges) {
    periods.push(reservedPeriod(fromMs, toMs, reservation, offers, input));
    fromMs = toMs;
  }
  return joinEqualPeriods(periods);
}

function cutInstants({ fromMs, toMs }: ReservationUse, offers: OffersByKind, timeZone: string): bigint[] {
  const restrictions = allOffers(offers).map((offer) => offer.restrictions);
  const durations = restrictions.flatMap(({ minDurationS, maxDurationS }) => [minDurationS, maxDurationS]);
  const elapsed = durations
    .filter((seconds) => seconds !== undefined)
    .map((seconds) => fromMs + BigInt(seconds) * 1000n);
  return [...new Set([...elapsed, ...windowEdges(restrictions, fromMs, toMs, timeZone)])]
    .filter((at) => at > fromMs && at < toMs)
    .sort((a, b) => (a < b ? -1 : 1));
}

function reservedPeriod(
  fromMs: bigint,
  toMs: bigint,
  reservation: ReservationUse,
  offers: OffersByKind,
  input: RatingInput,
): ChargingPeriod {
  const moment: Moment = {
    clock: localClock(fromMs, input.timeZone),
    energyMilliWh: ZERO,
    elapsedMs: fromMs - reservation.fromMs,
    chargingMs: 0n,
    idleMs: 0n,
    powerW: null,
    currentA: null,
    evseKind: input.evseKind ?? null,
  };
  const time = firstOffer(offers.TIME, moment);
  return {
    from: rational(fromMs),
    to: rational(toMs),
    energyFrom: ZERO,
    energyTo: ZERO,
    state: "RESERVED",
    applicablePrices: time ? { TIME: time } : {},
    flat: firstOffer(offers.FLAT, moment),
    unpriced: [],
  };
}

import { type Rational, equal, floor, fromDecimal } from "@/server/domain/exact";
import { type Piece, cutIntoPieces } from "@/server/domain/tariff/pieces";
import { type Offer, type OffersByKind, allOffers, firstOffer } from "@/server/domain/tariff/price-book";
import type { RatedPeriod } from "@/server/domain/tariff/rating";
import type { RatingInput } from "@/server/domain/tariff/rating-input";
import { type Moment, energyThresholds } from "@/server/domain/tariff/restrictions";
import { type StateClock, type StateReading, stateClock } from "@/server/domain/tariff/state-clock";
import type { PriceKind } from "@/server/domain/tariff/tariff";
import { windowEdges } from "@/server/domain/tariff/windows";
import { localClock } from "@/server/domain/zone";

/** A part of the session with one state and one set of applicable prices. */
export type ChargingPeriod = {
  from: Rational;
  to: Rational;
  energyFrom: Rational;
  energyTo: Rational;
  state: RatedPeriod["state"];
  /** The prices applicable to energy and to time, where there are any. */
  applicablePrices: ApplicablePrices;
  /** The flat fee that is due here unless one was charged before. */
  flat: Offer | undefined;
  unpriced: RatedPeriod["unpriced"];
};

export type ApplicablePrices = Readonly<Partial<Record<"ENERGY" | "TIME" | "PARKING", Offer>>>;

/**
 * Cuts the session wherever an input of the price changes, chooses the prices, and joins adjacent
 * periods with the same result.
 */
export function cutIntoChargingPeriods(input: RatingInput, offers: OffersByKind): ChargingPeriod[] {
  const { tariff, timeline } = input;
  const clock = stateClock(
    timeline,
    BigInt(tariff.idle.graceSeconds) * 1000n,
    (state) => state === "IDLE_EV" || (state === "PAUSED_EVSE" && tariff.pausePolicy === "AS_PARKING"),
  );
  const restrictions = allOffers(offers).map((offer) => offer.restrictions);
  const pieces = cutIntoPieces(timeline, {
    instants: cutInstants(input, offers, clock),
    energies: energyThresholds(restrictions),
    atEveryCurvePoint: restrictions.some(({ minPowerKw, maxPowerKw }) => (minPowerKw ?? maxPowerKw) !== undefined),
  });
  const waiveFlat = tariff.waiveFlatIfNoEnergy === true && (timeline.curvePoints.at(-1)?.milliWh ?? 0n) === 0n;
  return joinEqualPeriods(pieces.map((piece) => choosePrices(piece, input, offers, clock, waiveFlat)));
}

/**
 * Joins adjacent periods with the same state and prices, so that more meter readings do not make
 * more rows.
 */
export function joinEqualPeriods(periods: readonly ChargingPeriod[]): ChargingPeriod[] {
  const joined: ChargingPeriod[] = [];
  for (const period of periods) {
    const last = joined.at(-1);
    if (last && isSamePricing(last, period)) {
      joined[joined.length - 1] = {
        ...last,
        to: period.to,
        energyTo: period.energyTo,
        flat: last.flat ?? period.flat,
      };
    } else joined.push(period);
  }
  return joined;
}

function cutInstants(
  { timeline, timeZone, loads = [] }: RatingInput,
  offers: OffersByKind,
  clock: StateClock,
): bigint[] {
  const restrictions = allOffers(offers).map((offer) => offer.restrictions);
  const seconds = (values: readonly (number | undefined)[]) =>
    values.filter((value) => value !== undefined).map((value) => BigInt(value) * 1000n);
  const durations = seconds(restrictions.flatMap((r) => [r.minDurationS, r.maxDurationS]));
  const charging = seconds(restrictions.flatMap((r) => [r.minChargingS, r.maxChargingS]));
  const idle = seconds(restrictions.flatMap((r) => [r.minIdleS, r.maxIdleS]));
  return [
    ...clock.edges,
    ...loads.flatMap((load) => [load.fromMs, load.toMs]),
    ...windowEdges(restrictions, timeline.startMs, timeline.endMs, timeZone),
    ...durations.map((elapsed) => timeline.startMs + elapsed),
    ...charging.map((elapsed) => clock.reaches("CHARGING", elapsed)).filter((at) => at !== null),
    ...idle.map((elapsed) => clock.reaches("IDLE_EV", elapsed)).filter((at) => at !== null),
  ];
}

function choosePrices(
  piece: Piece,
  input: RatingInput,
  offers: OffersByKind,
  clock: StateClock,
  waiveFlat: boolean,
): ChargingPeriod {
  const reading = clock.read(floor(piece.from));
  const moment = momentAt(piece, input, reading);
  const applicablePrices: Partial<Record<PriceKind, Offer>> = {};
  const unpriced: RatedPeriod["unpriced"][number][] = [];
  const choose = (kind: PriceKind, hasQuantity: boolean) => {
    const offer = firstOffer(offers[kind], moment);
    if (offer) applicablePrices[kind] = offer;
    else if (hasQuantity && offers[kind].length > 0)
      unpriced.push({ kind, because: { code: "NO_COMPONENT", params: {} } });
  };
  choose("ENERGY", !equal(piece.energyFrom, piece.energyTo));
  const time = timeKind(reading, input);
  if (typeof time === "string") choose(time, !equal(piece.from, piece.to));
  else if (offers[time.kind].length > 0) unpriced.push(time);
  const flat = firstOffer(offers.FLAT, moment);
  if (flat && waiveFlat) unpriced.push({ kind: "FLAT", because: { code: "NO_ENERGY", params: {} } });
  const { from, to, energyFrom, energyTo } = piece;
  return {
    from,
    to,
    energyFrom,
    energyTo,
    state: reading.state,
    applicablePrices,
    flat: waiveFlat ? undefined : flat,
    unpriced,
  };
}

/**
 * The kind of price that applies to the passing time, or the reason why none does. Time in an
 * unknown state is never charged.
 */
function timeKind({ state, inGrace }: StateReading, input: RatingInput): PriceKind | RatedPeriod["unpriced"][number] {
  const grace = { kind: "PARKING", because: { code: "IDLE_GRACE", params: graceParams(input) } } as const;
  switch (state) {
    case "CHARGING":
      return "TIME";
    case "IDLE_EV":
      return inGrace ? grace : "PARKING";
    case "PAUSED_EVSE":
      if (input.tariff.pausePolicy === "AS_TIME") return "TIME";
      if (input.tariff.pausePolicy === "AS_PARKING") return inGrace ? grace : "PARKING";
      return { kind: "TIME", because: { code: "PAUSED_BY_STATION", params: {} } };
    case "UNKNOWN":
      return { kind: "TIME", because: { code: "STATE_UNKNOWN", params: {} } };
  }
}

function graceParams({ tariff }: RatingInput): Record<string, string> {
  return { graceSeconds: String(tariff.idle.graceSeconds) };
}

function momentAt(
  piece: Piece,
  { timeline, timeZone, loads = [], evseKind }: RatingInput,
  reading: StateReading,
): Moment {
  const atMs = floor(piece.from);
  const load = loads.find(({ fromMs, toMs }) => atMs >= fromMs && atMs < toMs);
  return {
    clock: localClock(atMs, timeZone),
    energyMilliWh: piece.energyFrom,
    elapsedMs: atMs - timeline.startMs,
    chargingMs: reading.chargingMs,
    idleMs: reading.idleMs,
    powerW: load?.powerW === undefined ? piece.powerW : fromDecimal(load.powerW),
    currentA: load?.currentA === undefined ? null : fromDecimal(load.currentA),
    evseKind: evseKind ?? null,
  };
}

function isSamePricing(a: ChargingPeriod, b: ChargingPeriod): boolean {
  return (
    a.state === b.state &&
    a.applicablePrices.ENERGY === b.applicablePrices.ENERGY &&
    a.applicablePrices.TIME === b.applicablePrices.TIME &&
    a.applicablePrices.PARKING === b.applicablePrices.PARKING &&
    a.unpriced.length === b.unpriced.length &&
    a.unpriced.every(
      ({ kind, because }, i) => kind === b.unpriced[i]?.kind && because.code === b.unpriced[i]?.because.code,
    )
  );
}

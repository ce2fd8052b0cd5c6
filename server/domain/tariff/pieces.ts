import { type Rational, add, compare, div, equal, isZero, mul, rational, sub } from "@/server/domain/exact";
import type { CurvePoint, Timeline } from "@/server/domain/metering/timeline";

/** A part of the energy curve inside which no input of the price changes. */
export type Piece = {
  from: Rational;
  to: Rational;
  energyFrom: Rational;
  energyTo: Rational;
  /** Mean power; null when the piece has no length. */
  powerW: Rational | null;
};

export type Cuts = {
  instants: readonly bigint[];
  energies: readonly Rational[];
  /**
   * Also cut at every curve point, for prices that depend on power: power is the mean of one
   * interval.
   */
  atEveryCurvePoint: boolean;
};

/**
 * Cuts the curve at the given instants and energies. An energy cut is exact in energy and its time
 * is derived. The reverse, a rounded time, leaves the register just below the threshold and gives
 * the next piece the wrong price. A session of zero length is one piece of zero length.
 */
export function cutIntoPieces({ curvePoints, startMs }: Timeline, cuts: Cuts): readonly Piece[] {
  const points = cutPoints(curvePoints, cuts);
  const pieces: Piece[] = [];
  points.forEach((to, index) => {
    const from = points[index - 1];
    if (from && !(equal(from.at, to.at) && equal(from.energy, to.energy))) pieces.push(pieceBetween(from, to));
  });
  const startPoint = { at: rational(startMs), energy: rational(0n) };
  return pieces.length > 0 ? pieces : [pieceBetween(startPoint, startPoint)];
}

type Point = { at: Rational; energy: Rational };

function cutPoints(curvePoints: readonly CurvePoint[], { atEveryCurvePoint, ...cuts }: Cuts): Point[] {
  const instants = [...new Set(cuts.instants)].sort((a, b) => (a < b ? -1 : 1));
  const energies = [...cuts.energies].sort(compare);
  const points: Point[] = [];
  let nextInstant = 0;
  let nextEnergy = 0;
  curvePoints.forEach((b, index) => {
    const a = curvePoints[index - 1];
    if (atEveryCurvePoint || a === undefined || index === curvePoints.length - 1) points.push(pointOf(b));
    if (a === undefined) return;
    for (let at = instants[nextInstant]; at !== undefined && at < b.atMs; at = instants[++nextInstant]) {
      if (at >= a.atMs) points.push(atInstant(a, b, rational(at)));
    }
    for (let energy = energies[nextEnergy]; energy && reaches(b, energy); energy = energies[++nextEnergy]) {
      if (!reaches(a, energy)) points.push(atEnergy(a, b, energy));
    }
  });
  return points.sort((p, q) => compare(p.at, q.at) || compare(p.energy, q.energy));
}

function reaches({ milliWh }: CurvePoint, energy: Rational): boolean {
  return milliWh * energy.den >= energy.num;
}

function pointOf({ atMs, milliWh }: CurvePoint): Point {
  return { at: rational(atMs), energy: rational(milliWh) };
}

function atInstant(a: CurvePoint, b: CurvePoint, at: Rational): Point {
  const elapsed = div(sub(at, rational(a.atMs)), rational(b.atMs - a.atMs));
  return { at, energy: add(rational(a.milliWh), mul(rational(b.milliWh - a.milliWh), elapsed)) };
}

function atEnergy(a: CurvePoint, b: CurvePoint, energy: Rational): Point {
  const risen = div(sub(energy, rational(a.milliWh)), rational(b.milliWh - a.milliWh));
  return { at: add(rational(a.atMs), mul(rational(b.atMs - a.atMs), risen)), energy };
}

const W_PER_MILLI_WH_PER_MS = rational(3_600n);

function pieceBetween(from: Point, to: Point): Piece {
  const length = sub(to.at, from.at);
  const powerW = isZero(length) ? null : mul(div(sub(to.energy, from.energy), length), W_PER_MILLI_WH_PER_MS);
  return { from: from.at, to: to.at, energyFrom: from.energy, energyTo: to.energy, powerW };
}

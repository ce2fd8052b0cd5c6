import { type Rational, add, compare, div, equal, mul, rational, sub } from "@/server/domain/exact";
import type { Knot, Timeline } from "@/server/domain/tariff/timeline";

/** A stretch of the energy curve so short that nothing about the price changes inside it. */
export type Piece = {
  from: Rational;
  to: Rational;
  energyFrom: Rational;
  energyTo: Rational;
  /** Mean power of the whole knot interval; null when it has no length. */
  powerW: Rational | null;
};

/**
 * Cuts the curve at every knot, at the given instants and at the given energies. An energy cut is exact in energy and
 * its time is derived; the other way round a rounded time leaves the register a hair below the threshold and the
 * following piece gets the wrong price. A session without length is one piece without length.
 */
export function cutIntoPieces(
  timeline: Timeline,
  instants: readonly bigint[],
  energies: readonly Rational[],
): readonly Piece[] {
  const times = [...new Set(instants)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const pieces: Piece[] = [];
  let next = 0;
  for (let index = 1; index < timeline.knots.length; index++) {
    const a = timeline.knots[index - 1];
    const b = timeline.knots[index];
    if (!a || !b || (a.atMs === b.atMs && a.milliWh === b.milliWh)) continue;
    const line = lineBetween(a, b);
    const points: Point[] = [line.begin, line.end];
    for (; next < times.length && (times[next] ?? b.atMs) < b.atMs; next++) {
      const at = times[next] ?? a.atMs;
      if (at > a.atMs) points.push(line.atInstant(rational(at)));
    }
    for (const energy of energies) {
      if (compare(energy, line.begin.energy) > 0 && compare(energy, line.end.energy) < 0)
        points.push(line.atEnergy(energy));
    }
    points.sort((p, q) => compare(p.at, q.at) || compare(p.energy, q.energy));
    for (let end = 1; end < points.length; end++) {
      const [p, q] = [points[end - 1], points[end]];
      if (!p || !q || (equal(p.at, q.at) && equal(p.energy, q.energy))) continue;
      pieces.push({ from: p.at, to: q.at, energyFrom: p.energy, energyTo: q.energy, powerW: line.powerW });
    }
  }
  return pieces.length > 0 ? pieces : [emptyPiece(timeline)];
}

type Point = { at: Rational; energy: Rational };

type Line = {
  begin: Point;
  end: Point;
  powerW: Rational | null;
  atInstant: (at: Rational) => Point;
  atEnergy: (energy: Rational) => Point;
};

const MS_PER_HOUR_BY_THOUSAND = 3_600n; // mWh per ms × 3600 = W

function lineBetween(a: Knot, b: Knot): Line {
  const begin = { at: rational(a.atMs), energy: rational(a.milliWh) };
  const end = { at: rational(b.atMs), energy: rational(b.milliWh) };
  const length = sub(end.at, begin.at);
  const rise = sub(end.energy, begin.energy);
  return {
    begin,
    end,
    powerW: a.atMs === b.atMs ? null : mul(div(rise, length), rational(MS_PER_HOUR_BY_THOUSAND)),
    atInstant: (at) => ({ at, energy: add(begin.energy, mul(rise, div(sub(at, begin.at), length))) }),
    atEnergy: (energy) => ({ at: add(begin.at, mul(length, div(sub(energy, begin.energy), rise))), energy }),
  };
}

function emptyPiece({ startMs }: Timeline): Piece {
  const at = rational(startMs);
  return { from: at, to: at, energyFrom: rational(0n), energyTo: rational(0n), powerW: null };
}

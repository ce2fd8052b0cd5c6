import type { MilliWh } from "@/server/domain/energy";
import { longestIncreasingSubsequence } from "@/server/domain/metering/longest-increasing-subsequence";
import type { CurvePointQuality } from "@/server/domain/metering/timeline";

export type MeterPoint = { atMs: bigint; register: MilliWh; quality: CurvePointQuality };

/**
 * Runs over which the register counted up without a break, and the points that fit none of them.
 */
export type MeterRuns = {
  runs: readonly (readonly MeterPoint[])[];
  dips: readonly MeterPoint[];
  spikes: readonly MeterPoint[];
};

/**
 * Sorts the meter's points. Points that fall and recover are dips, points that rise and return are
 * spikes: both are dropped, keeping the longest rise. A register that falls and stays low for two
 * points or more was reset or replaced: a new run. The first point, the meter start, is in the
 * first run.
 */
export function findMeterRuns(points: readonly MeterPoint[]): MeterRuns {
  const runs: (readonly MeterPoint[])[] = [];
  const dips: MeterPoint[] = [];
  const spikes: MeterPoint[] = [];
  let rest = points;
  while (rest.length > 0) {
    const start = runs.length === 0 ? rest[0] : undefined;
    const { kept, trailing, dropped } = takeRun(rest, start?.register);
    if (runs.length > 0 && kept.length < 2) {
      dips.push(...rest);
      break;
    }
    runs.push(kept);
    for (const { point, isAbove } of dropped) (isAbove ? spikes : dips).push(point);
    rest = trailing;
  }
  return { runs, dips, spikes };
}

type Run = {
  kept: readonly MeterPoint[];
  dropped: readonly { point: MeterPoint; isAbove: boolean }[];
  trailing: readonly MeterPoint[];
};

/**
 * The longest rise from the lowest allowed register on, with its plateaus; points after its end are
 * left over.
 */
function takeRun(points: readonly MeterPoint[], minRegister: MilliWh | undefined): Run {
  const candidates = points.filter(({ register }) => minRegister === undefined || register >= minRegister);
  const subsequence = longestIncreasingSubsequence(candidates.map(({ register }) => register)).map(
    (index) => candidates[index],
  );
  const last = subsequence.at(-1);
  const kept: MeterPoint[] = [];
  const dropped: Run["dropped"][number][] = [];
  let step = 0;
  let reached: MilliWh | null = null;
  let lastKept = -1;
  points.forEach((point, index) => {
    const next = subsequence[step];
    if (next !== undefined && point.register === next.register) {
      step++;
      reached = point.register;
    } else if (point.register !== reached) return;
    kept.push(point);
    lastKept = index;
  });
  const keptPoints = new Set(kept);
  let ceiling = last?.register ?? 0n;
  for (const point of points.slice(0, lastKept + 1).reverse()) {
    if (keptPoints.has(point)) ceiling = point.register;
    else dropped.unshift({ point, isAbove: point.register > ceiling });
  }
  return { kept, dropped, trailing: points.slice(lastKept + 1) };
}

import { atMost, isDeliverable } from "@/server/domain/metering/deliverable";
import type { Finding } from "@/server/domain/metering/finding";
import { type MeterPoint, findMeterRuns } from "@/server/domain/metering/meter-runs";
import type { CurvePoint } from "@/server/domain/metering/timeline";

/**
 * Energy since the first point, never falling. Implausible readings are not billed and become
 * findings.
 */
export function drawMeterCurve(
  points: readonly MeterPoint[],
  maxPowerW: bigint | null,
): { curvePoints: CurvePoint[]; findings: Finding[] } {
  const { runs: found, dips, spikes } = findMeterRuns(points);
  const curvePoints: CurvePoint[] = [];
  const findings: Finding[] = [...droppedFindings(dips, "METER_DIP"), ...droppedFindings(spikes, "METER_SPIKE")];
  const runs = countedFromZero(found, maxPowerW, findings);
  for (const run of runs) {
    const [first] = run;
    if (curvePoints.length > 0 && first) findings.push(resetFinding(curvePoints, first));
    addRun(run, maxPowerW, curvePoints, findings);
  }
  const stop = [...dips, ...spikes].find(({ quality }) => quality === "END");
  if (stop) findings.push(stopFinding(stop, curvePoints, maxPowerW));
  return { curvePoints: curvePoints.map(({ atMs, milliWh, quality }) => ({ atMs, milliWh, quality })), findings };
}

/**
 * A register of the meter's life at the start, and from the first reading on a counter of the
 * session's own, which began at 0: it is below the start, rises, and can have been reached since.
 */
function countedFromZero(runs: Runs, maxPowerW: bigint | null, findings: Finding[]): Runs {
  const [[begin, ...others] = [], counter, ...later] = runs;
  const first = counter?.[0];
  if (!begin || others.length > 0 || !counter || !first || first.register < 0n) return runs;
  if (!isDeliverable(first.register, maxPowerW, first.atMs - begin.atMs)) return runs;
  findings.push({ code: "METER_COUNTS_FROM_ZERO", severity: "info", data: { startMilliWh: String(begin.register) } });
  return [[{ ...begin, register: 0n }, ...counter], ...later];
}

type Runs = readonly (readonly MeterPoint[])[];

/**
 * Adds the run's rises to the curve. A rise above what the charge point can deliver is left out
 * (M9, M1).
 */
function addRun(
  run: readonly MeterPoint[],
  maxPowerW: bigint | null,
  curvePoints: CurvePoint[],
  findings: Finding[],
): void {
  let billed = curvePoints.at(-1)?.milliWh ?? 0n;
  let previous: MeterPoint | undefined;
  run.forEach((point, index) => {
    const rise = previous ? point.register - previous.register : 0n;
    const elapsedMs = previous ? point.atMs - previous.atMs : 0n;
    const isLast = index === run.length - 1;
    if (previous && !isDeliverable(rise, maxPowerW, elapsedMs)) {
      const data = { atMs: String(point.atMs), riseMilliWh: String(rise), ...atMost(maxPowerW, elapsedMs) };
      findings.push({ code: isLast ? "METER_SPIKE" : "METER_JUMP", severity: "hold", data });
      if (isLast) return;
    } else billed += rise;
    previous = point;
    curvePoints.push({ atMs: point.atMs, milliWh: billed, quality: point.quality });
  });
}

const NEGLIGIBLE_LOSS_MILLI_WH = 500_000n;

/**
 * Energy between the last good reading and the reset is unknown and not billed. The bill is held
 * when the estimated loss is worth a query.
 */
function resetFinding(curvePoints: readonly CurvePoint[], first: MeterPoint): Finding {
  const last = curvePoints.at(-1);
  const before = curvePoints.at(-2);
  const gapMs = last ? first.atMs - last.atMs : 0n;
  const spanMs = last && before ? last.atMs - before.atMs : 0n;
  const lost = last && before && spanMs > 0n ? ((last.milliWh - before.milliWh) * gapMs) / spanMs : 0n;
  return {
    code: "METER_RESET",
    severity: lost > NEGLIGIBLE_LOSS_MILLI_WH ? "hold" : "warning",
    data: { atMs: String(first.atMs), estimatedLossMilliWh: String(lost) },
  };
}

/**
 * A stop value that cannot be right (−1, 0, below the samples) is ignored; without any sample the
 * bill is held. One below the start may be a counter of the session's own: it is proposed.
 */
function stopFinding(stop: MeterPoint, curvePoints: readonly CurvePoint[], maxPowerW: bigint | null): Finding {
  const hasSample = curvePoints.some(({ quality }) => quality === "SAMPLED");
  const elapsedMs = stop.atMs - (curvePoints[0]?.atMs ?? stop.atMs);
  const isCounter = !hasSample && stop.register > 0n && isDeliverable(stop.register, maxPowerW, elapsedMs);
  const proposed = isCounter ? { proposedMilliWh: String(stop.register) } : {};
  const data = { registerMilliWh: String(stop.register), ...proposed };
  return { code: "METER_STOP_IGNORED", severity: hasSample ? "warning" : "hold", data };
}

function droppedFindings(points: readonly MeterPoint[], code: "METER_DIP" | "METER_SPIKE"): Finding[] {
  const samples = points.filter(({ quality }) => quality !== "END");
  const [first] = samples;
  if (!first) return [];
  return [
    {
      code,
      severity: code === "METER_DIP" ? "info" : "warning",
      data: { readings: String(samples.length), firstAtMs: String(first.atMs) },
    },
  ];
}

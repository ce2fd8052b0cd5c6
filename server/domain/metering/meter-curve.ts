import type { MilliWh } from "@/server/domain/energy";
import type { Finding } from "@/server/domain/metering/finding";
import { type MeterPoint, findMeterRuns } from "@/server/domain/metering/meter-runs";
import type { CurvePoint } from "@/server/domain/metering/timeline";

/**
 * Energy since the first point, never falling. Implausible readings are not billed and become
 * findings.
 */
export function drawMeterCurve(
  points: readonly MeterPoint[],
  ratedPowerW: bigint | null,
): { curvePoints: CurvePoint[]; findings: Finding[] } {
  const { runs, dips, spikes } = findMeterRuns(points);
  const curvePoints: CurvePoint[] = [];
  const findings: Finding[] = [...droppedFindings(dips, "METER_DIP"), ...droppedFindings(spikes, "METER_SPIKE")];
  for (const run of runs) {
    const [first] = run;
    if (curvePoints.length > 0 && first) findings.push(resetFinding(curvePoints, first));
    addRun(run, ratedPowerW, curvePoints, findings);
  }
  const stop = [...dips, ...spikes].find(({ quality }) => quality === "END");
  if (stop) findings.push(stopFinding(stop, curvePoints));
  return { curvePoints: curvePoints.map(({ atMs, milliWh, quality }) => ({ atMs, milliWh, quality })), findings };
}

/**
 * Adds the run's rises to the curve. A rise above what the charge point can deliver is left out
 * (M9, M1).
 */
function addRun(
  run: readonly MeterPoint[],
  ratedPowerW: bigint | null,
  curvePoints: CurvePoint[],
  findings: Finding[],
): void {
  let billed = curvePoints.at(-1)?.milliWh ?? 0n;
  let previous: MeterPoint | undefined;
  run.forEach((point, index) => {
    const rise = previous ? point.register - previous.register : 0n;
    const isPossible =
      !previous || rise <= maxDeliverableMilliWh(ratedPowerW ?? MAX_POWER_W, point.atMs - previous.atMs);
    const isLast = index === run.length - 1;
    if (!isPossible) {
      const data = { atMs: String(point.atMs), riseMilliWh: String(rise) };
      findings.push({ code: isLast ? "METER_SPIKE" : "METER_JUMP", severity: "hold", data });
      if (isLast) return;
    } else billed += rise;
    previous = point;
    curvePoints.push({ atMs: point.atMs, milliWh: billed, quality: point.quality });
  });
}

/**
 * Above megawatt charging (IEC 61851-23-3): the assumed maximum where the rated power is unknown.
 */
const MAX_POWER_W = 4_000_000n;

const RESOLUTION_MILLI_WH = 100_000n; // registers that count in tenths of a kilowatt-hour
const RESOLUTION_MS = 1_000n; // OCPP clocks tick in seconds

/** 120 % of the rated power over the time, plus the resolution of coarse meters and clocks. */
function maxDeliverableMilliWh(ratedPowerW: bigint, elapsedMs: bigint): MilliWh {
  return (ratedPowerW * (elapsedMs + RESOLUTION_MS) * 12n) / (10n * 3_600n) + RESOLUTION_MILLI_WH;
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
 * bill is held.
 */
function stopFinding(stop: MeterPoint, curvePoints: readonly CurvePoint[]): Finding {
  const hasSample = curvePoints.some(({ quality }) => quality === "SAMPLED");
  const data = { registerMilliWh: String(stop.register) };
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

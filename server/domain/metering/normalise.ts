import type { MilliWh } from "@/server/domain/energy";
import type { MeterReading, SessionEvidence } from "@/server/domain/metering/evidence";
import type { Finding } from "@/server/domain/metering/finding";
import { drawMeterCurve } from "@/server/domain/metering/meter-curve";
import type { MeterPoint } from "@/server/domain/metering/meter-runs";
import { CLOCK_TOLERANCE_MS, sessionBounds } from "@/server/domain/metering/session-bounds";
import { stateSpans } from "@/server/domain/metering/state-spans";
import type { CurvePoint, Timeline } from "@/server/domain/metering/timeline";

/**
 * Turns reports of stations into one timeline. The same evidence in any order and any number of
 * copies gives the same timeline. Uncertainty is resolved in the driver's favour and raised as
 * findings.
 */
export function normalise(evidence: SessionEvidence): Timeline {
  const { startMs, endMs, findings: clockFindings } = sessionBounds(evidence);
  const { inside, findings: readingFindings } = readingsInside(evidence, startMs, endMs);
  const base = baseRegister(evidence, startMs, inside);
  const points = meterPoints(evidence, base, startMs, endMs, inside);
  const curve = drawMeterCurve(points, evidence.ratedPowerW ?? null);
  const states = stateSpans(evidence.states, startMs, endMs);
  const curvePoints = extendToSession(curve.curvePoints, startMs, endMs);
  return {
    startMs,
    endMs,
    curvePoints,
    states,
    findings: [
      ...clockFindings,
      ...readingFindings,
      ...startAndEndFindings(evidence, base, inside, endMs),
      ...curve.findings,
      ...gapFindings(curvePoints),
      ...unknownFindings(states),
    ],
    ...(evidence.endedReason !== undefined && { endedReason: evidence.endedReason }),
  };
}

/**
 * Readings between start and end, clamped to the end where a clock ran ahead; energy of the
 * ramp-down after the stop is not billed (M10).
 */
function readingsInside({ readings, endedAtMs, asOfMs }: SessionEvidence, startMs: bigint, endMs: bigint) {
  const before = readings.filter(({ atMs }) => atMs < startMs);
  const after = endedAtMs === null ? [] : readings.filter(({ atMs }) => atMs > endMs && atMs > endedAtMs);
  const ignored = new Set([...before, ...after]);
  const inside = readings
    .filter((reading) => !ignored.has(reading))
    .map((reading) => ({ ...reading, atMs: reading.atMs > endMs ? endMs : reading.atMs }))
    .sort(byTimeThenRegister);
  const ahead = readings.filter(({ atMs }) => atMs > asOfMs + CLOCK_TOLERANCE_MS);
  const findings = [
    ...countFinding("READING_BEFORE_START", "info", before),
    ...countFinding("READING_AFTER_END", "info", after),
    ...countFinding("CLOCK_AHEAD", "warning", ahead),
  ];
  return { inside, findings };
}

/**
 * The register at the start: as reported, else the last reading before the start, else the first
 * after it.
 */
function baseRegister(
  { meterStartMilliWh, readings }: SessionEvidence,
  startMs: bigint,
  inside: readonly MeterReading[],
): MilliWh | null {
  if (meterStartMilliWh !== null) return meterStartMilliWh;
  const before = readings.filter(({ atMs }) => atMs <= startMs).sort(byTimeThenRegister);
  return (before.at(-1) ?? inside[0])?.registerMilliWh ?? null;
}

/**
 * All points of the meter in order, each once. Without a register at the start there is no curve.
 */
function meterPoints(
  { meterStopMilliWh, endedAtMs }: SessionEvidence,
  base: MilliWh | null,
  startMs: bigint,
  endMs: bigint,
  inside: readonly MeterReading[],
): MeterPoint[] {
  if (base === null) return [];
  const points: MeterPoint[] = [{ atMs: startMs, register: base, quality: "BEGIN" }];
  const sampled = inside.map(
    ({ atMs, registerMilliWh }): MeterPoint => ({ atMs, register: registerMilliWh, quality: "SAMPLED" }),
  );
  const stop: MeterPoint[] =
    meterStopMilliWh === null || endedAtMs === null
      ? []
      : [{ atMs: endMs, register: meterStopMilliWh, quality: "END" }];
  const later = [...stop, ...sampled].sort((a, b) => ascending(a.atMs, b.atMs) || ascending(a.register, b.register));
  for (const point of later) {
    const last = points.at(-1); // sorted, so that copies are adjacent
    if (last?.atMs !== point.atMs || last.register !== point.register) points.push(point);
  }
  return points;
}

/**
 * The curve from start to end: flat where nothing is known. Of several curve points in one instant
 * the last holds, at the start the first: energy that a finer reading adds there counts as flowing
 * afterwards, because energy without time has no power.
 */
function extendToSession(curvePoints: readonly CurvePoint[], startMs: bigint, endMs: bigint): CurvePoint[] {
  const [first = { atMs: startMs, milliWh: 0n, quality: "BEGIN" as const }] = curvePoints;
  const last = curvePoints.at(-1) ?? first;
  const all =
    first.atMs > startMs
      ? [{ ...first, atMs: startMs }, ...curvePoints]
      : curvePoints.length > 0
        ? [...curvePoints]
        : [first];
  if (last.atMs < endMs || all.length === 1) all.push({ ...last, atMs: endMs });
  return all.filter(
    ({ atMs }, index) => index === 0 || index === all.length - 1 || (atMs !== startMs && all[index + 1]?.atMs !== atMs),
  );
}

const END_CONTEXT = "Transaction.End";
const MISMATCH_MILLI_WH = 50_000n;

function startAndEndFindings(
  evidence: SessionEvidence,
  base: MilliWh | null,
  inside: readonly MeterReading[],
  endMs: bigint,
) {
  const findings: Finding[] = [];
  if (evidence.meterStartMilliWh === null && evidence.endedAtMs !== null) {
    findings.push({ code: "METER_START_MISSING", severity: base === null ? "hold" : "warning", data: {} });
  }
  if (evidence.endedAtMs === null) return findings;
  const atEnd = inside.findLast(({ atMs, context }) => context === END_CONTEXT || atMs === endMs);
  const stop = evidence.meterStopMilliWh;
  if (stop === null && !atEnd) {
    findings.push({ code: "METER_END_MISSING", severity: inside.length === 0 ? "hold" : "warning", data: {} });
  }
  if (stop !== null && atEnd && base !== null) {
    const difference = magnitude(stop - atEnd.registerMilliWh);
    if (difference > MISMATCH_MILLI_WH && difference * 100n > magnitude(stop - base)) {
      const data = { stopMilliWh: String(stop), sampledMilliWh: String(atEnd.registerMilliWh) };
      findings.push({ code: "METER_STOP_MISMATCH", severity: "warning", data });
    }
  }
  return findings;
}

const LONG_GAP_MS = 15n * 60_000n;

/**
 * Energy that flowed between two distant readings is spread evenly: harmless unless the price
 * changes there (M12).
 */
function gapFindings(curvePoints: readonly CurvePoint[]): Finding[] {
  return curvePoints.flatMap((point, index) => {
    const before = curvePoints[index - 1];
    if (!before || point.atMs - before.atMs <= LONG_GAP_MS || point.milliWh === before.milliWh) return [];
    return [{ code: "METER_GAP", severity: "info", data: { fromMs: String(before.atMs), toMs: String(point.atMs) } }];
  });
}

function unknownFindings(states: Timeline["states"]): Finding[] {
  const unknown = states.filter(({ state, fromMs, toMs }) => state === "UNKNOWN" && fromMs < toMs);
  const durationMs = unknown.reduce((total, { fromMs, toMs }) => total + toMs - fromMs, 0n);
  return unknown.length === 0
    ? []
    : [{ code: "STATE_UNKNOWN", severity: "info", data: { durationMs: String(durationMs) } }];
}

/** A finding with the number of different readings; copies of one reading count once. */
function countFinding(
  code: Finding["code"],
  severity: Finding["severity"],
  readings: readonly MeterReading[],
): Finding[] {
  const distinct = new Set(readings.map(({ atMs, registerMilliWh }) => `${atMs} ${registerMilliWh}`));
  return distinct.size === 0 ? [] : [{ code, severity, data: { readings: String(distinct.size) } }];
}

function byTimeThenRegister(a: MeterReading, b: MeterReading): number {
  return ascending(a.atMs, b.atMs) || ascending(a.registerMilliWh, b.registerMilliWh);
}

function ascending(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

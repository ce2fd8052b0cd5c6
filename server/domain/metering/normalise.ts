import type { MilliWh } from "@/server/domain/energy";
import type { MeterReading, SessionEvidence } from "@/server/domain/metering/evidence";
import type { Finding } from "@/server/domain/metering/finding";
import { drawMeterCurve } from "@/server/domain/metering/meter-curve";
import { correctPlaceholder, withoutRepeatedBegin } from "@/server/domain/metering/begin-register";
import { atMost } from "@/server/domain/metering/deliverable";
import type { MeterPoint } from "@/server/domain/metering/meter-runs";
import { powerFindings } from "@/server/domain/metering/power-check";
import { resolutionOf, sampleStep } from "@/server/domain/metering/register-resolution";
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
  const states = stateSpans(evidence.states, startMs, endMs);
  const reported = baseRegister(evidence, startMs, inside);
  const samples = withoutRepeatedBegin(inside, reported, startMs);
  const { base, findings: beginFindings } = beginRegister(evidence, reported, samples, states, startMs, endMs);
  const points = meterPoints(evidence, base, startMs, endMs, samples);
  const curve = drawMeterCurve(points, evidence.maxPowerW);
  const curvePoints = extendToSession(curve.curvePoints, startMs, endMs);
  return {
    startMs,
    endMs,
    curvePoints,
    states,
    findings: [
      ...clockFindings,
      ...readingFindings,
      ...startAndEndFindings(evidence, base, samples, endMs),
      ...beginFindings,
      ...curve.findings,
      ...powerFindings(evidence.powers ?? [], startMs, endMs, curvePoints.at(-1)?.milliWh ?? 0n),
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
 * after it. A model that counts each session from 0 may report another register at the start.
 */
function baseRegister(
  { meterStartMilliWh, meterStopMilliWh, readings, registerMeaning }: SessionEvidence,
  startMs: bigint,
  inside: readonly MeterReading[],
): MilliWh | null {
  if (registerMeaning === "per_session") {
    const later = [
      ...inside.map(({ registerMilliWh }) => registerMilliWh),
      ...(meterStopMilliWh === null ? [] : [meterStopMilliWh]),
    ];
    if (meterStartMilliWh === null || later.some((register) => register < meterStartMilliWh)) return 0n;
  }
  if (meterStartMilliWh !== null) return meterStartMilliWh;
  const before = readings.filter(({ atMs }) => atMs <= startMs).sort(byTimeThenRegister);
  return (before.at(-1) ?? inside[0])?.registerMilliWh ?? null;
}

/** The base that counts, with a placeholder corrected by the first register behind it. */
function beginRegister(
  evidence: SessionEvidence,
  reported: MilliWh | null,
  samples: readonly MeterReading[],
  states: Timeline["states"],
  startMs: bigint,
  endMs: bigint,
): { base: MilliWh | null; findings: Finding[] } {
  if (reported === null) return { base: null, findings: [] };
  const sample = samples.find(({ atMs, registerMilliWh }) => atMs > startMs || registerMilliWh > reported);
  const { meterStopMilliWh: stop } = evidence;
  const atStop = stop === null ? null : { atMs: endMs, register: stop };
  const first = sample ? { atMs: sample.atMs, register: sample.registerMilliWh } : atStop;
  return correctPlaceholder(reported, first, evidence, states, startMs);
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
  const registers = inside.map(({ registerMilliWh }) => registerMilliWh);
  const toRegister = heldToResolution(base, endedAtMs === null ? null : meterStopMilliWh, registers);
  const sampled = inside.map(
    ({ atMs, registerMilliWh }): MeterPoint => ({ atMs, register: toRegister(registerMilliWh), quality: "SAMPLED" }),
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
 * Registers of different resolution meet in one session: the stop in whole watt-hours, the samples
 * in tenths. What differs from start or stop by less than the coarser step is equal to it.
 */
function heldToResolution(
  base: MilliWh,
  stop: MilliWh | null,
  samples: readonly MilliWh[],
): (register: MilliWh) => MilliWh {
  const [ofEnds, ofSamples] = [resolutionOf(base, stop ?? base), sampleStep(samples)];
  const step = ofEnds > ofSamples ? ofEnds : ofSamples;
  return (register) => {
    if (stop !== null && register > stop && register - stop < step) return stop;
    return register < base && base - register < step ? base : register;
  };
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
  if (stop === null && !atEnd) findings.push(endMissing(evidence, inside, endMs));
  if (stop !== null && atEnd && base !== null) {
    const difference = magnitude(stop - atEnd.registerMilliWh);
    if (difference > MISMATCH_MILLI_WH && difference * 100n > magnitude(stop - base)) {
      const data = { stopMilliWh: String(stop), sampledMilliWh: String(atEnd.registerMilliWh) };
      findings.push({ code: "METER_STOP_MISMATCH", severity: "warning", data });
    }
  }
  return findings;
}

/** The most that may go unread between the last reading and an end that the station reported. */
const MAX_UNREAD_MILLI_WH = 10_000_000n;

/**
 * No register at the end: until when the meter was read, and what can have flowed since at most.
 * A session that we ended for want of a stop is billed to its last reading, with its own finding.
 */
function endMissing(
  { maxPowerW, endedReason }: SessionEvidence,
  inside: readonly MeterReading[],
  endMs: bigint,
): Finding {
  const last = inside.at(-1);
  if (!last) return { code: "METER_END_MISSING", severity: "hold", data: {} };
  const { atMostMilliWh } = atMost(maxPowerW, endMs - last.atMs);
  const isDoubtful = endedReason !== undefined && BigInt(atMostMilliWh ?? 0) > MAX_UNREAD_MILLI_WH;
  const data = { readUntilMs: String(last.atMs), ...(atMostMilliWh === undefined ? {} : { atMostMilliWh }) };
  return { code: "METER_END_MISSING", severity: isDoubtful ? "hold" : "warning", data };
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

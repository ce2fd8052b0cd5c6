import type { SessionEvidence } from "@/server/domain/metering/evidence";
import type { Finding } from "@/server/domain/metering/finding";

/** A station's clock may be ahead of ours by this much before its times are corrected. */
export const CLOCK_TOLERANCE_MS = 120_000n;

const MAX_SESSION_MS = 366n * 86_400_000n;

/**
 * Start and end of the session, with implausible clocks corrected by the evidence (M13, M16, M21).
 */
export function sessionBounds(evidence: SessionEvidence): { startMs: bigint; endMs: bigint; findings: Finding[] } {
  const { startedAtMs, endedAtMs, asOfMs } = evidence;
  const findings: Finding[] = [];
  const addFinding = (code: Finding["code"], severity: Finding["severity"], atMs: bigint, usedMs: bigint) =>
    findings.push({ code, severity, data: { atMs: String(atMs), usedMs: String(usedMs) } });
  let startMs = startedAtMs;
  let endMs = endedAtMs ?? asOfMs;
  if (startMs > asOfMs + CLOCK_TOLERANCE_MS) {
    startMs = asOfMs;
    addFinding("CLOCK_AHEAD", "hold", startedAtMs, startMs);
  }
  if (endMs > asOfMs + CLOCK_TOLERANCE_MS) {
    endMs = asOfMs;
    addFinding("CLOCK_AHEAD", "warning", endedAtMs ?? asOfMs, endMs);
  }
  if (endMs - startMs > MAX_SESSION_MS) {
    const earliestMs = endMs - MAX_SESSION_MS;
    startMs = evidenceInstants(evidence).find((atMs) => atMs >= earliestMs && atMs <= endMs) ?? endMs;
    addFinding("CLOCK_IMPLAUSIBLE", "hold", startedAtMs, startMs);
  }
  if (endMs < startMs) {
    const latest = evidenceInstants(evidence).findLast((atMs) => atMs >= startMs && atMs <= asOfMs) ?? startMs;
    const severity = startMs - endMs > CLOCK_TOLERANCE_MS ? "hold" : "warning";
    if (endedAtMs !== null) addFinding("END_BEFORE_START", severity, endMs, latest);
    endMs = endedAtMs === null ? startMs : latest;
  }
  return { startMs, endMs, findings };
}

/** The instants other than start and end at which the station reported something, in order. */
function evidenceInstants({ readings, states }: SessionEvidence): bigint[] {
  return [...readings, ...states].map(({ atMs }) => atMs).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

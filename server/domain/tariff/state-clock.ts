import type { SessionState, StateSpan, Timeline } from "@/server/domain/metering/timeline";

/** The session's state at an instant and its time by kind up to there. */
export type StateReading = { state: SessionState; chargingMs: bigint; idleMs: bigint; inGrace: boolean };

export type StateClock = {
  read: (atMs: bigint) => StateReading;
  /** Where the state changes or a grace time ends. */
  edges: readonly bigint[];
  /** The instant at which so much time of that kind has passed; null when it never does. */
  reaches: (kind: "CHARGING" | "IDLE_EV", elapsedMs: bigint) => bigint | null;
};

/**
 * Measures the time by state. `isParking` decides which states count as parking; each uninterrupted
 * parking time has its own grace.
 */
export function stateClock(
  timeline: Timeline,
  graceMs: bigint,
  isParking: (state: SessionState) => boolean,
): StateClock {
  const marks = markSpans(timeline, graceMs, isParking);
  return {
    read: (atMs) => {
      const mark = markAt(marks, atMs);
      if (!mark) return { state: "UNKNOWN", chargingMs: 0n, idleMs: 0n, inGrace: false };
      const inside = atMs - mark.fromMs;
      return {
        state: mark.state,
        chargingMs: mark.chargingMs + (mark.state === "CHARGING" ? inside : 0n),
        idleMs: mark.idleMs + (mark.state === "IDLE_EV" ? inside : 0n),
        inGrace: mark.graceUntilMs !== null && atMs < mark.graceUntilMs,
      };
    },
    edges: marks.flatMap((mark) => (mark.graceUntilMs === null ? [mark.fromMs] : [mark.fromMs, mark.graceUntilMs])),
    reaches: (kind, elapsedMs) => {
      for (const mark of marks) {
        if (mark.state !== kind) continue;
        const at = mark.fromMs + elapsedMs - (kind === "CHARGING" ? mark.chargingMs : mark.idleMs);
        if (at >= mark.fromMs && at <= mark.toMs) return at;
      }
      return null;
    },
  };
}

type Mark = StateSpan & { chargingMs: bigint; idleMs: bigint; graceUntilMs: bigint | null };

function markSpans(timeline: Timeline, graceMs: bigint, isParking: (state: SessionState) => boolean): readonly Mark[] {
  const marks: Mark[] = [];
  let chargingMs = 0n;
  let idleMs = 0n;
  let parkedSinceMs: bigint | null = null;
  for (const span of timeline.states) {
    parkedSinceMs = isParking(span.state) ? (parkedSinceMs ?? span.fromMs) : null;
    marks.push({ ...span, chargingMs, idleMs, graceUntilMs: parkedSinceMs === null ? null : parkedSinceMs + graceMs });
    if (span.state === "CHARGING") chargingMs += span.toMs - span.fromMs;
    if (span.state === "IDLE_EV") idleMs += span.toMs - span.fromMs;
  }
  return marks;
}

/** The last span that has begun. A linear search: sessions have few spans. */
function markAt(marks: readonly Mark[], atMs: bigint): Mark | undefined {
  return marks.findLast((mark) => mark.fromMs <= atMs) ?? marks[0];
}

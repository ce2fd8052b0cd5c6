import type { StateChange } from "@/server/domain/metering/evidence";
import type { SessionState, StateSpan } from "@/server/domain/metering/timeline";

/**
 * The states as adjacent spans from start to end. The last change before the start holds at the
 * start; without one the session starts charging. Of several changes in one instant the last in
 * RANK wins.
 */
export function stateSpans(changes: readonly StateChange[], startMs: bigint, endMs: bigint): StateSpan[] {
  const spans: StateSpan[] = [{ fromMs: startMs, toMs: endMs, state: "CHARGING" }];
  for (const { atMs, state } of inOrder(changes)) {
    if (atMs >= endMs && atMs > startMs) break;
    const fromMs = atMs > startMs ? atMs : startMs;
    const open = spans.at(-1);
    if (!open || open.state === state) continue;
    spans.pop();
    if (open.fromMs < fromMs) spans.push({ ...open, toMs: fromMs });
    const previous = spans.at(-1);
    if (previous?.state === state) {
      spans.pop();
      spans.push({ ...previous, toMs: endMs });
    } else spans.push({ fromMs, toMs: endMs, state });
  }
  return spans;
}

/** Later entries win a tie: a pause is free, and charging is the purpose of a session. */
const RANK: readonly SessionState[] = ["IDLE_EV", "CHARGING", "PAUSED_EVSE", "UNKNOWN"];

function inOrder(changes: readonly StateChange[]): StateChange[] {
  return [...changes].sort((a, b) =>
    a.atMs === b.atMs ? RANK.indexOf(a.state) - RANK.indexOf(b.state) : a.atMs < b.atMs ? -1 : 1,
  );
}

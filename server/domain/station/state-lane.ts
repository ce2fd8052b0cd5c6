/** What an EVSE was over a stretch of time, out of what its connectors and its station said. */
import type { ConnectorState } from "./event";

/** What one connector of an EVSE (or, as connector 0, the whole station) was from an instant on. */
export type ReportedState = { readonly atMs: number; readonly connector: number; readonly state: ConnectorState };

/** `state` null: nothing had been reported yet. */
export type StateSpan = { readonly fromMs: number; readonly toMs: number; readonly state: ConnectorState | null };

/** Of several connectors, the one in use speaks for the EVSE; then one that is free. */
const RANK: readonly ConnectorState[] = [
  "charging",
  "suspended_ev",
  "suspended_evse",
  "finishing",
  "preparing",
  "occupied",
  "reserved",
  "available",
  "faulted",
  "unavailable",
];

const OUT_OF_ORDER: ReadonlySet<ConnectorState> = new Set<ConnectorState>(["faulted", "unavailable"]);

/**
 * The spans of equal state from `fromMs` to `toMs`: without gap or overlap, adjacent ones differ.
 * @param reported in any order; the newest before `fromMs` is the state at the window's begin
 */
export function stateLane(reported: readonly ReportedState[], fromMs: number, toMs: number): readonly StateSpan[] {
  const states = new Map<number, ConnectorState>();
  const lane: StateSpan[] = [];
  let sinceMs = fromMs;
  let state: ConnectorState | null = null;
  const close = (untilMs: number) => {
    if (untilMs > sinceMs) lane.push({ fromMs: sinceMs, toMs: untilMs, state });
  };
  for (const report of reported.toSorted((a, b) => a.atMs - b.atMs)) {
    if (report.atMs >= toMs) break;
    states.set(report.connector, report.state);
    const next = stateOf(states);
    if (next === state) continue;
    close(report.atMs);
    sinceMs = Math.max(sinceMs, report.atMs);
    state = next;
  }
  close(toMs);
  return joined(lane);
}

/** A station that is out of order takes its free EVSEs with it; one in use goes on. */
function stateOf(states: ReadonlyMap<number, ConnectorState>): ConnectorState | null {
  const stationState = states.get(0);
  const connectorStates = [...states].flatMap(([connector, state]) => (connector === 0 ? [] : [state]));
  const best = RANK.find((state) => connectorStates.includes(state)) ?? null;
  if (
    stationState !== undefined &&
    OUT_OF_ORDER.has(stationState) &&
    (best === null || best === "available" || OUT_OF_ORDER.has(best))
  )
    return stationState;
  return best;
}

/** Two states of one instant leave a stretch of no length between equal ones. */
function joined(lane: readonly StateSpan[]): readonly StateSpan[] {
  const merged: StateSpan[] = [];
  for (const span of lane) {
    const last = merged.at(-1);
    if (last?.state === span.state) merged[merged.length - 1] = { ...last, toMs: span.toMs };
    else merged.push(span);
  }
  return merged;
}

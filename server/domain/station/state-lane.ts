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

const OUT: ReadonlySet<ConnectorState> = new Set<ConnectorState>(["faulted", "unavailable"]);

/**
 * The spans of equal state from `fromMs` to `toMs`: without gap or overlap, adjacent ones differ.
 * @param reported in any order; the newest before `fromMs` is the state at the window's begin
 */
export function stateLane(reported: readonly ReportedState[], fromMs: number, toMs: number): readonly StateSpan[] {
  const states = new Map<number, ConnectorState>();
  const lane: StateSpan[] = [];
  let since = fromMs;
  let state: ConnectorState | null = null;
  const close = (untilMs: number) => {
    if (untilMs > since) lane.push({ fromMs: since, toMs: untilMs, state });
  };
  for (const one of reported.toSorted((a, b) => a.atMs - b.atMs)) {
    if (one.atMs >= toMs) break;
    states.set(one.connector, one.state);
    const next = stateOf(states);
    if (next === state) continue;
    close(one.atMs);
    since = Math.max(since, one.atMs);
    state = next;
  }
  close(toMs);
  return joined(lane);
}

/** A station that is out of order takes its free EVSEs with it; one in use goes on. */
function stateOf(states: ReadonlyMap<number, ConnectorState>): ConnectorState | null {
  const whole = states.get(0);
  const own = [...states].flatMap(([connector, state]) => (connector === 0 ? [] : [state]));
  const best = RANK.find((state) => own.includes(state)) ?? null;
  if (whole !== undefined && OUT.has(whole) && (best === null || best === "available" || OUT.has(best))) return whole;
  return best;
}

/** Two states of one instant leave a stretch of no length between equal ones. */
function joined(lane: readonly StateSpan[]): readonly StateSpan[] {
  const whole: StateSpan[] = [];
  for (const span of lane) {
    const last = whole.at(-1);
    if (last?.state === span.state) whole[whole.length - 1] = { ...last, toMs: span.toMs };
    else whole.push(span);
  }
  return whole;
}

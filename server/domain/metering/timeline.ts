import type { MilliWh } from "@/server/domain/energy";
import type { Finding } from "@/server/domain/metering/finding";

/** The session as one consistent timeline: the only input about a session that the rating reads. */
export type Timeline = {
  startMs: bigint;
  endMs: bigint;
  /**
   * Energy since the session started, in the order of time, never falling, linear between the
   * points.
   */
  curvePoints: readonly CurvePoint[];
  /** Spans without gaps from start to end; no two adjacent ones have the same state. */
  states: readonly StateSpan[];
  findings: readonly Finding[];
  /** The reason of the session's end, if known; absent while it runs. */
  endedReason?: string;
};

export type CurvePoint = { atMs: bigint; milliWh: MilliWh; quality: CurvePointQuality };

export type CurvePointQuality = "BEGIN" | "SAMPLED" | "END";

/**
 * CHARGING: energy flows or may flow. IDLE_EV: the vehicle draws none. PAUSED_EVSE: the charge
 * point holds back power. UNKNOWN: no report, so no time is charged.
 */
export type SessionState = "CHARGING" | "IDLE_EV" | "PAUSED_EVSE" | "UNKNOWN";

export type StateSpan = { fromMs: bigint; toMs: bigint; state: SessionState };

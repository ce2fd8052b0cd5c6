import type { MilliWh } from "@/server/domain/energy";
import type { Finding } from "@/server/domain/metering/finding";

/**
 * What the session did, as one consistent timeline: the only thing about a session that the rating
 * reads.
 */
export type Timeline = {
  startMs: bigint;
  endMs: bigint;
  /**
   * Energy since the session started, in the order of time, never falling; straight lines in
   * between.
   */
  curvePoints: readonly CurvePoint[];
  /** Side by side from start to end, no two adjacent ones alike. */
  states: readonly StateSpan[];
  findings: readonly Finding[];
  /** Why the session ended, as far as it is known; absent while it runs. */
  endedReason?: string;
};

export type CurvePoint = { atMs: bigint; milliWh: MilliWh; quality: CurvePointQuality };

export type CurvePointQuality = "BEGIN" | "SAMPLED" | "END";

/**
 * CHARGING: energy flows or may flow. IDLE_EV: the vehicle asks for none. PAUSED_EVSE: the charge
 * point holds back. UNKNOWN: nobody can say, so no time is charged.
 */
export type SessionState = "CHARGING" | "IDLE_EV" | "PAUSED_EVSE" | "UNKNOWN";

export type StateSpan = { fromMs: bigint; toMs: bigint; state: SessionState };

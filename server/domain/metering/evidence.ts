import type { MilliWh } from "@/server/domain/energy";
import type { ModelSettings } from "@/server/domain/station/model-profile";
import type { SessionState } from "@/server/domain/metering/timeline";

/**
 * All reports of stations about one session, in any order and with repeats. Instants are epoch ms.
 */
export type SessionEvidence = {
  startedAtMs: bigint;
  /** Null while the session runs. */
  endedAtMs: bigint | null;
  /** The moment of rating: the evidence of a running session ends here; no later event counts. */
  asOfMs: bigint;
  meterStartMilliWh: MilliWh | null;
  meterStopMilliWh: MilliWh | null;
  readings: readonly MeterReading[];
  states: readonly StateChange[];
  /**
   * The most that the EVSE can deliver: its rated power, else what its kind of current can be.
   * Energy above it is implausible. Null: nothing is (a test station).
   */
  maxPowerW: bigint | null;
  /** Power that the station reported, in watts. */
  powers?: readonly PowerSample[];
  /** The registers of the session before on the same EVSE. */
  previous?: { meterStartMilliWh: MilliWh; meterStopMilliWh: MilliWh };
  /** What the register of the station's model counts, where that is known. */
  registerMeaning?: ModelSettings["registerMeaning"];
  endedReason?: string;
};

/**
 * The energy register of the session's meter; `context` as in OCPP ("Transaction.End",
 * "Sample.Periodic").
 */
export type MeterReading = { atMs: bigint; registerMilliWh: MilliWh; context?: string };

export type PowerSample = { atMs: bigint; powerW: bigint };

export type StateChange = { atMs: bigint; state: SessionState };

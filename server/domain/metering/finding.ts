/** Something a person may want to see about a session's bill. A "hold" stops the bill until someone has looked. */
export type Finding = { code: FindingCode; severity: FindingSeverity; data: Record<string, string> };

export type FindingSeverity = "info" | "warning" | "hold";

export type FindingCode =
  // the meter
  | "METER_START_MISSING"
  | "METER_END_MISSING"
  | "METER_STOP_IGNORED"
  | "METER_STOP_MISMATCH"
  | "METER_DIP"
  | "METER_SPIKE"
  | "METER_RESET"
  | "METER_JUMP"
  | "METER_GAP"
  | "READING_BEFORE_START"
  | "READING_AFTER_END"
  // the clock
  | "END_BEFORE_START"
  | "CLOCK_AHEAD"
  | "CLOCK_IMPLAUSIBLE"
  // the state
  | "STATE_UNKNOWN"
  // the price
  | "EMPTY_TARIFF"
  | "NO_COMPONENT"
  | "CURRENT_UNKNOWN";

/**
 * How what a station sends departs from its version's specification. Each kind says what we made
 * of it; the codes are stored and exported, and never change.
 */
export const DEVIATION_KINDS = [
  // the payload: read by the tolerant reader
  "null_value",
  "unknown_field",
  "wrong_type",
  "unknown_word",
  "too_long",
  "out_of_range",
  "missing_field",
  "not_a_list",
  "unreadable_value",
  // time
  "time_format",
  "time_without_zone",
  "wrong_clock",
  // identity
  "identifier_reused",
  "wrong_transaction_id",
  // the meter
  "register_placeholder",
  "register_meaning",
  "register_unit",
  // the connection
  "no_pong",
  "path",
  "subprotocol",
] as const;

export type DeviationKind = (typeof DEVIATION_KINDS)[number];

/** One departure in one message. */
export type Deviation = {
  readonly kind: DeviationKind;
  /**
   * Where: a path of field names without list indices, behind the action:
   * "MeterValues/meterValue/sampledValue/unit". Bounded: names that no schema knows are cut.
   */
  readonly place: string;
  /** What the message has there, as short text; null where there is nothing to show. */
  readonly value: string | null;
};

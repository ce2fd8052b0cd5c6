/**
 * What we say when we cannot do what a station asked: the error codes of each version (OCPP-J 1.6
 * §4.2.3, 2.0.1 part 4 §4.3).
 */
import type { OcppVersion } from "@/ocpp-gateway/dialect/dialect";
import type { BrokenFrame } from "@/ocpp-gateway/rpc/frame";
import type { RefusalStatus } from "@/server/domain/refusals/refusal-fact";

export type ErrorCode =
  | "NotImplemented"
  | "NotSupported"
  | "InternalError"
  | "ProtocolError"
  | "SecurityError"
  | "FormationViolation"
  | "FormatViolation"
  | "PropertyConstraintViolation"
  | "OccurenceConstraintViolation"
  | "OccurrenceConstraintViolation"
  | "TypeConstraintViolation"
  | "GenericError"
  | "MessageTypeNotSupported"
  | "RpcFrameworkError";

/** What is wrong, before a version puts it into its words. */
type Violation = "structure" | "incomplete" | "syntax" | "occurrence" | "type" | "value";

/** 2.1 has the codes of 2.0.1 (part 4 §4.3 of both). */
const CODES_V2: Record<Violation, ErrorCode> = {
  structure: "ProtocolError",
  incomplete: "OccurrenceConstraintViolation",
  syntax: "FormatViolation",
  occurrence: "OccurrenceConstraintViolation",
  type: "TypeConstraintViolation",
  value: "PropertyConstraintViolation",
};

/**
 * The misspelt "Occurence" and "Formation" are 1.6's own and must stay (OCPP-J 1.6 errata §5.1,
 * §5.2).
 */
const CODES: Record<OcppVersion, Record<Violation, ErrorCode>> = {
  "1.6": {
    // "not conform the PDU structure" is FormationViolation here and ProtocolError in 2.0.1.
    structure: "FormationViolation",
    incomplete: "ProtocolError",
    syntax: "FormationViolation",
    occurrence: "OccurenceConstraintViolation",
    type: "TypeConstraintViolation",
    value: "PropertyConstraintViolation",
  },
  "2.0.1": CODES_V2,
  "2.1": CODES_V2,
};

/** Every JSON Schema keyword that the official schemas use. */
const VIOLATIONS_BY_KEYWORD: Readonly<Record<string, Violation>> = {
  additionalProperties: "structure",
  additionalItems: "occurrence",
  required: "incomplete",
  minItems: "occurrence",
  maxItems: "occurrence",
  type: "type",
  enum: "value",
  format: "value",
  maxLength: "value",
  minLength: "value",
  pattern: "value",
  minimum: "value",
  maximum: "value",
  multipleOf: "value",
};

/** The code for a payload that breaks its schema by this JSON Schema keyword. */
export function codeOfKeyword(version: OcppVersion, keyword: string): ErrorCode {
  return CODES[version][
    Object.hasOwn(VIOLATIONS_BY_KEYWORD, keyword) ? (VIOLATIONS_BY_KEYWORD[keyword] ?? "structure") : "structure"
  ];
}

/**
 * The code for a frame that is none; null when the version wants no answer: 1.6 §4.1.3 ignores a
 * message type that it does not know, 2.0.1 part 4 §4.4 says so to the sender.
 */
export function codeOfFlaw(version: OcppVersion, { flaw, messageId, isUnanswered }: BrokenFrame): ErrorCode | null {
  if (isUnanswered) return null;
  if (flaw === "unknown-message-type") return version === "1.6" ? null : "MessageTypeNotSupported";
  if (version === "1.6") return "FormationViolation";
  return flaw === "not-json" && messageId !== null ? "FormatViolation" : "RpcFrameworkError";
}

const CODES_BY_REFUSAL_STATUS: Record<RefusalStatus, ErrorCode> = {
  NOT_FOUND: "PropertyConstraintViolation",
  INVALID: "PropertyConstraintViolation",
  FORBIDDEN: "SecurityError",
  UNAUTHENTICATED: "SecurityError",
  CONFLICT: "GenericError",
  TOO_MANY_REQUESTS: "GenericError",
  UNAVAILABLE: "InternalError",
};

/** The code for a refusal by the business. */
export function codeOfRefusal(status: RefusalStatus): ErrorCode {
  return CODES_BY_REFUSAL_STATUS[status];
}

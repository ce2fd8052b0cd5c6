/** Why we say no. The edges turn each code into their own words: tRPC → HTTP, the gate → OCPP (house: errors, kind two). */
export type RefusalCode =
  | "NOT_FOUND"
  | "FORBIDDEN"
  | "UNAUTHENTICATED"
  | "INVALID"
  | "CONFLICT"
  | "TOO_MANY_REQUESTS"
  | "UNAVAILABLE";

/** JSON-safe facts that travel with a refusal, so that a screen can show more than a sentence. */
export type RefusalDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** A refusal is an answer we planned for, never a bug. Throw it inside a use case; the transaction rolls back. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly details: RefusalDetails;

  constructor(code: RefusalCode, message: string, details: RefusalDetails = {}) {
    super(message);
    this.name = "Refusal";
    this.code = code;
    this.details = details;
  }
}

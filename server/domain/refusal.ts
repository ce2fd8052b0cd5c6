import { type RefusalReason, type RefusalSentence, reasonOf } from "@/server/domain/refusal-sentences";

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

/** The words in braces of a sentence: each must be among the details. */
type Placeholders<Sentence extends string> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

type Details<Sentence extends string> = [Placeholders<Sentence>] extends [never]
  ? [details?: RefusalDetails]
  : [details: RefusalDetails & Readonly<Record<Placeholders<Sentence>, string | number>>];

/** A refusal is an answer we planned for, never a bug. Throw it inside a use case; the transaction rolls back. */
export class Refusal<Sentence extends RefusalSentence = RefusalSentence> extends Error {
  readonly code: RefusalCode;
  readonly reason: RefusalReason;
  readonly details: RefusalDetails;

  constructor(code: RefusalCode, sentence: Sentence, ...[details = {}]: Details<Sentence>) {
    super(fillPlaceholders(sentence, details));
    this.name = "Refusal";
    this.code = code;
    this.reason = reasonOf(sentence);
    this.details = details;
  }
}

const fillPlaceholders = (sentence: string, details: RefusalDetails): string =>
  sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ""));

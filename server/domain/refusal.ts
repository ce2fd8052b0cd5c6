import { REFUSALS, type RefusalCode } from "@/server/domain/refusals/registry";
import type { RefusalStatus } from "@/server/domain/refusals/refusal-fact";

/** JSON-safe facts that travel with a refusal, so that a screen can show more than a sentence. */
export type RefusalDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** The names in braces of a sentence: each must be among the details. */
type Named<Sentence extends string> = Sentence extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Named<Rest>
  : never;

type Details<Code extends RefusalCode> = [Named<(typeof REFUSALS)[Code]["sentence"]>] extends [never]
  ? [details?: RefusalDetails]
  : [details: RefusalDetails & Readonly<Record<Named<(typeof REFUSALS)[Code]["sentence"]>, string | number>>];

/**
 * A planned "no", never a bug: thrown inside a use case, it rolls the transaction back. The code
 * names an entry of the registry (server/domain/refusals), which holds its status and sentence.
 */
export class Refusal<Code extends RefusalCode = RefusalCode> extends Error {
  readonly code: Code;
  readonly status: RefusalStatus;
  readonly details: RefusalDetails;

  constructor(code: Code, ...[details = {}]: Details<Code>) {
    super(filled(REFUSALS[code].sentence, details));
    this.name = "Refusal";
    this.code = code;
    this.status = REFUSALS[code].status;
    this.details = details;
  }
}

const filled = (sentence: string, details: RefusalDetails): string =>
  sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ""));

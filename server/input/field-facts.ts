/**
 * Why an input schema would not take a field: which sentence, and what it names, for the screen to
 * say in its reader's language.
 */
import type { z } from "zod";
import { FIELD_SENTENCES, type FieldReason } from "@/server/domain/field-sentences";

/** What zod says by itself, in as many words as a person needs. */
export type IssueKind =
  | "missing"
  | "tooShort"
  | "tooLong"
  | "tooFew"
  | "tooMany"
  | "tooSmall"
  | "tooLarge"
  | "notANumber"
  | "notADate"
  | "tooManyDigits"
  | "malformed"
  | "notOffered"
  | "wrong";

export type FieldFact =
  | { readonly type: "sentence"; readonly reason: FieldReason }
  | {
      readonly type: "kind";
      readonly reason: IssueKind;
      readonly facts: Readonly<Record<"minimum" | "maximum" | "digits", string>>;
    };

type Issue = z.core.$ZodIssue;

const REASON_BY_SENTENCE: ReadonlyMap<string, string> = new Map(
  Object.entries(FIELD_SENTENCES).map(([reason, sentence]) => [sentence, reason]),
);

/** What an issue of zod says: one of our own sentences, or its kind with the limits it names. */
export function fieldFact(issue: Issue): FieldFact {
  const reason = REASON_BY_SENTENCE.get(issue.message);
  if (reason !== undefined && isFieldReason(reason)) return { type: "sentence", reason };
  const minimum = "minimum" in issue ? String(issue.minimum) : "";
  const maximum = "maximum" in issue ? String(issue.maximum) : "";
  const digits = issue.code === "custom" ? String(issue.params?.["digits"] ?? "") : "";
  return { type: "kind", reason: kindOf(issue), facts: { minimum, maximum, digits } };
}

function kindOf(issue: Issue): IssueKind {
  switch (issue.code) {
    case "invalid_type":
      if (/^(number|int|bigint)$/.test(issue.expected)) return "notANumber";
      return issue.expected === "string" ? "missing" : "wrong";
    case "too_small":
      if (issue.origin === "string") return issue.minimum === 1 ? "missing" : "tooShort";
      return isCollection(issue.origin) ? "tooFew" : "tooSmall";
    case "too_big":
      if (issue.origin === "string") return "tooLong";
      return isCollection(issue.origin) ? "tooMany" : "tooLarge";
    case "invalid_format":
      return /^(date|datetime|time)$/.test(issue.format)
        ? "notADate"
        : issue.format === "uuid"
          ? "notOffered"
          : "malformed";
    case "invalid_value":
    case "invalid_union":
      return "notOffered";
    case "custom":
      return issue.params?.["digits"] === undefined ? "wrong" : "tooManyDigits";
    case "not_multiple_of":
    case "unrecognized_keys":
    case "invalid_key":
    case "invalid_element":
      return "wrong";
  }
}

const isCollection = (origin: string): boolean => /^(array|set|map|file)$/.test(origin);

const isFieldReason = (name: string): name is FieldReason => name in FIELD_SENTENCES;

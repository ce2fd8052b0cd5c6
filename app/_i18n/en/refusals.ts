import { FIELD_SENTENCES } from "@/server/domain/field-sentences";
import { REFUSALS, type RefusalCode } from "@/server/domain/refusals/registry";

const role =
  "{role, select, owner {owner} operator {operator} tariff_manager {tariff manager} finance {finance} technician {technician} other {viewer}}";

// the registry's own sentences, under its codes
const sentences = Object.fromEntries(Object.entries(REFUSALS).map(([code, { sentence }]) => [code, sentence])) as {
  readonly [Code in RefusalCode]: string;
};

/**
 * What the server refuses, as it says it itself; its own marks (a role, a state) are put into words
 * here.
 */
export const refusals = {
  sentence: {
    ...sentences,
    role_may_not: `Your role (${role}) may not do this.`,
    token_may_not_charge:
      "The token {uid} is {state, select, blocked {blocked} expired {expired} other {not active}} and may not charge.",
    no_payment_open:
      "This invoice is {state, select, draft {a draft} paid {paid} credited {credited} other {closed}}: no payment is open.",
  },
  field: FIELD_SENTENCES,
  kind: {
    missing: "Please fill this in.",
    tooShort: "At least {minimum} characters.",
    tooLong: "At most {maximum} characters.",
    tooFew: "At least {minimum} of them.",
    tooMany: "At most {maximum} of them.",
    tooSmall: "At least {minimum}.",
    tooLarge: "At most {maximum}.",
    notANumber: "Write a number.",
    notADate: "Write a date.",
    tooManyDigits: "At most {digits} digits after the decimal point.",
    malformed: "This is not written as it should be.",
    notOffered: "Choose one of what is offered.",
    wrong: "This cannot be taken as it is.",
  },
  plain: {
    invalid: "Please look at the marked fields. What you typed is kept.",
    unavailable: "That part is not reachable at the moment. Nothing was changed; try again shortly.",
    unexpected: "Something went wrong on our side. Nothing was changed.",
  },
} as const;

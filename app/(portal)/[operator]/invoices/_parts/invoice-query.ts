import { one, oneOf, pageOf, type Query } from "../../_parts/query";

/** The filters that "Clear filters" removes and the export keeps. */
export const FILTER_NAMES = ["q", "state", "type", "kind"] as const;

export const STATES = ["draft", "issued", "overdue", "paid", "credited"] as const;
export const TYPES = ["INVOICE", "CREDIT_NOTE"] as const;
export const KINDS = ["driver", "emsp"] as const;

export function readQuery(query: Query) {
  const state = oneOf(query, "state", STATES);
  const documentType = oneOf(query, "type", TYPES);
  const accountKind = oneOf(query, "kind", KINDS);
  const text = one(query, "q")?.slice(0, 100);
  return {
    ...(state ? { state } : {}),
    ...(documentType ? { documentType } : {}),
    ...(accountKind ? { accountKind } : {}),
    ...(text ? { text } : {}),
    ...pageOf(query),
  };
}

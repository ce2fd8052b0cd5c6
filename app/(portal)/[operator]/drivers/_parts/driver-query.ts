import { one, oneOf, pageOf, type Query } from "../../_parts/query";

/** The filters that "Clear filters" removes and the export keeps. */
export const FILTER_NAMES = ["q", "state"] as const;

const SORTS = ["name", "-name", "email", "-email", "added", "-added"] as const;

export function readQuery(query: Query) {
  const state = oneOf(query, "state", ["active", "blocked"] as const);
  return {
    text: one(query, "q")?.slice(0, 100) ?? "",
    ...(state ? { state } : {}),
    sort: oneOf(query, "sort", SORTS) ?? ("name" as const),
    ...pageOf(query),
  };
}

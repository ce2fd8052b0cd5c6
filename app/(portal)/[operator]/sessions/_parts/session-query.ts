import { many, matching, one, oneOf, pageOf, type Query, UUID } from "../../_parts/query";

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const BILLING = ["open", "settling", "needs_price", "hold", "rated", "not_billable"] as const;
export const BILLING_FILTERS = BILLING.filter((state) => state !== "open");

/** The filters that "Clear filters" removes and the export keeps. */
export const FILTER_NAMES = ["q", "state", "billing", "site", "station", "from", "to"] as const;

export function readQuery(query: Query) {
  const requested = many(query, "billing");
  const billing = BILLING.filter((state) => requested.includes(state));
  return {
    state: oneOf(query, "state", ["active", "ended"] as const),
    billing: billing.length > 0 ? billing : undefined,
    siteId: matching(query, "site", UUID),
    stationId: matching(query, "station", UUID),
    text: one(query, "q")?.slice(0, 100) || undefined,
    from: matching(query, "from", DAY),
    to: matching(query, "to", DAY),
    sort: oneOf(query, "sort", ["start", "-start"] as const) ?? ("live" as const),
    ...pageOf(query),
  };
}

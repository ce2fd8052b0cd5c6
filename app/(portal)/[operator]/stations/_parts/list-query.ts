import { many, one, oneOf, pageOf, type Query, UUID } from "../../_parts/query";
import { VIEWS, type View } from "./views";

export const STATION_STATES = ["online", "offline", "charging", "faulted", "finding", "deviating"] as const;

const SORTS = ["site", "name", "identity", "seen", "-site", "-name", "-identity", "-seen"] as const;

/** Whether a part of an address can be an id at all. */
export const isId = (text: string): boolean => UUID.test(text);

/** An instant in an address, as ISO text; what is none is as if it were not there. */
export function instantIn(query: Query, name: string): Date | undefined {
  const read = new Date(one(query, name) ?? "");
  return Number.isNaN(read.getTime()) ? undefined : read;
}

/** The view an address asks for; the tree unless it says otherwise. */
export const viewIn = (query: Query): View => oneOf(query, "view", VIEWS) ?? "tree";

/**
 * Filters, sort and page of the stations list as an address says them; what cannot be read is as if
 * it were not there.
 */
export function listQuery(query: Query) {
  const sort = oneOf(query, "sort", SORTS);
  return {
    query: (one(query, "q") ?? "").slice(0, 100),
    siteIds: many(query, "site").filter(isId),
    states: STATION_STATES.filter((state) => many(query, "state").includes(state)),
    ...(sort === undefined || viewIn(query) === "tree" ? {} : { sort }),
    ...pageOf(query),
  };
}
